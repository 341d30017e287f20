using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>How long boots took: a line with the extremes and the median, then one for each step of time in which a boot ended.</summary>
/// <param name="times">Time of each boot.</param>
public sealed class TimeHistogram(IEnumerable<TimeSpan> times)
{
    private const int MaximumSteps = 12;
    private const int BarWidth = 50;

    private readonly double[] _seconds = [.. times.Select(time => time.TotalSeconds).Order()];

    /// <summary>The lines; none where nothing was booted.</summary>
    public IEnumerable<string> Lines => _seconds.Length == 0 ? [] : Bars().Prepend(Summary());

    private string Summary() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{_seconds[0]:0.00} s to {_seconds[^1]:0.00} s, half of them within {_seconds[(_seconds.Length - 1) / 2]:0.00} s");

    private IEnumerable<string> Bars()
    {
        double step = Step(_seconds[^1] - _seconds[0]);
        long first = (long)(_seconds[0] / step);
        int[] counts = new int[(long)(_seconds[^1] / step) - first + 1];
        foreach (double seconds in _seconds)
        {
            counts[(long)(seconds / step) - first]++;
        }

        int highest = counts.Max();
        return counts.Select((count, index) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(first + index) * step,7:0.00} s  {new string('#', (count * BarWidth + highest - 1) / highest)} {count}"));
    }

    // The smallest of 0.01, 0.02, 0.05, 0.1 ... of which few cover the range.
    private static double Step(double range)
    {
        for (double decade = 0.01; ; decade *= 10)
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if (range / (decade * factor) < MaximumSteps - 1)
                {
                    return decade * factor;
                }
            }
        }
    }
}
