using System.Reflection.Emit;

namespace BareMetal.AltTool.Source;

/// <summary>One IL instruction.</summary>
/// <param name="Offset">Bytes from the start of the method body.</param>
/// <param name="Token">The metadata token of its operand, 0 where the operand is none.</param>
/// <param name="IsConstrained">A <c>constrained.</c> prefix stands before it.</param>
internal readonly record struct IlInstruction(int Offset, OpCode Code, int Token, bool IsConstrained);
