using System.Collections.Generic;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>Lines that must come in an order, with whatever else between them.</summary>
internal static class LineOrder
{
    private const int ShownInstead = 3;

    /// <summary>The first that didn't come, and what came instead; empty where all came.</summary>
    public static IEnumerable<string> Missing(IReadOnlyList<LinePattern> patterns, IReadOnlyList<string> lines)
    {
        int next = 0;
        for (int index = 0; index < patterns.Count; index++)
        {
            int found = Find(patterns[index], lines, next, lines.Count);
            if (found < 0)
            {
                return [Describe(patterns, index, lines, next)];
            }

            next = found + 1;
        }

        return [];
    }

    private static string Describe(IReadOnlyList<LinePattern> patterns, int index, IReadOnlyList<string> lines, int next)
    {
        string expected = $"expected line {index + 1} of {patterns.Count}, {patterns[index]}, did not come";
        int earlier = Find(patterns[index], lines, 0, next);
        string order = earlier < 0 ? "" : $"; wrong order: it came in line {earlier + 1}, before expected line {index}";
        string after = index == 0 ? "" : $" after line {next} ({patterns[index - 1]})";
        string[] instead = [.. lines.Skip(next).Where(line => line.Length > 0).Take(ShownInstead)];
        return instead.Length == 0
            ? $"{expected}{after}{order}; nothing came instead"
            : $"{expected}{after}{order}; instead came:{string.Concat(instead.Select(line => $"\n  {line}"))}";
    }

    private static int Find(LinePattern pattern, IReadOnlyList<string> lines, int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            if (pattern.Matches(lines[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
