namespace BareMetal.Bench;

/// <summary>A real kernel's table, patched in guest memory at the kernel's own addresses.</summary>
public sealed record LinuxCost : TableCost
{
    /// <summary>The recording: its CPU.</summary>
    public string Recording { get; init; } = "";

    /// <summary>Words that differ from what Linux made of them, over all of the text.</summary>
    public int DifferentWords { get; init; }

    /// <summary>What Linux's own patcher took for both passes; null where that wasn't recorded.</summary>
    public long? Linux { get; init; }

    /// <summary>Ours / Linux's own.</summary>
    public double? Ratio => (double)Total / Linux;

    /// <summary>The ratio that is allowed.</summary>
    public double? AtMost { get; init; }
}
