namespace BareMetal.Patcher.Tests;

/// <summary>One instruction: as an assembler reads it, and what an encoder made of the same operands.</summary>
internal readonly record struct EncoderCase(string Text, bool IsEncodable, uint Instruction);
