using BareMetal.AltTool.Source;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Declarations;

/// <summary>One alternative of a declaration.</summary>
/// <param name="Instruction">Assembly, where the kind has one.</param>
/// <param name="Implementation">The method that is called, or the callback, where the kind has one.</param>
internal sealed record AltChoice(
    AltChoiceKind Kind,
    CpuCap Cap,
    string? Instruction,
    AltImplementation? Implementation,
    SourcePosition Position);
