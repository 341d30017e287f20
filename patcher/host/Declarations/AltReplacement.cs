using BareMetal.Patcher;

namespace BareMetal.AltTool.Declarations;

/// <summary>What may stand at a site, as assembly.</summary>
/// <param name="Label">Where it lies; of a callback, nothing does.</param>
/// <param name="Instruction">Null for a callback.</param>
/// <param name="Target">What it calls or branches to, if it does; of a callback, its symbol.</param>
internal sealed record AltReplacement(string Label, string? Instruction, CpuCap Cap, string? Target)
{
    /// <summary>The instructions of its site: its own, then NOPs.</summary>
    public int Words { get; init; } = 1;

    public bool IsCallback => Instruction is null;
}
