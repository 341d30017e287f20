using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>A core of a reported boot.</summary>
/// <param name="Cpu">Its number in that boot.</param>
/// <param name="Hardware">Its ID registers, as read.</param>
internal readonly record struct ReportedCore(int Cpu, IdRegisters Hardware);
