using System;
using System.Linq;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>How long boots took, as text.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class TimeHistogramTests
{
    [Fact]
    public void Each_step_of_time_has_a_bar_as_long_as_the_boots_that_ended_in_it_are_many()
    {
        string[] lines = Lines(0.301, 0.312, 0.318, 0.335);

        Assert.Equal(
            [
                "0.30 s to 0.34 s, half of them within 0.31 s",
                "   0.30 s  ######################### 1",
                "   0.31 s  ################################################## 2",
                "   0.32 s   0",
                "   0.33 s  ######################### 1",
            ],
            lines);
    }

    [Fact]
    public void Steps_grow_with_the_range()
    {
        string[] lines = Lines(1, 61);

        Assert.Equal(8, lines.Length);
        Assert.StartsWith("   0.00 s  #", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("  60.00 s  #", lines[7], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_boot_is_counted_once()
    {
        Random random = new(6);
        double[] seconds = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() * 3)];

        Assert.Equal(1000,
            Lines(seconds).Skip(1)
                .Sum(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void One_boot_is_a_step() =>
        Assert.Equal(["0.25 s to 0.25 s, half of them within 0.25 s", "   0.25 s  ################################################## 1"],
            Lines(0.25));

    [Fact]
    public void Nothing_booted_has_no_lines() => Assert.Empty(Lines());

    private static string[] Lines(params double[] seconds) => [.. new TimeHistogram(seconds.Select(TimeSpan.FromSeconds)).Lines];
}
