using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Isa;

/// <summary>An instruction that Armv8.0-A doesn't have.</summary>
/// <param name="Text">As the disassembler writes it, or its word.</param>
/// <param name="Capabilities">It runs on cores with one of these; where there is none, on no core; null: on any.</param>
internal sealed record ExtendedInstruction(Instruction Instruction, string Text, IReadOnlyCollection<CpuCap>? Capabilities);
