namespace BareMetal.AltTool.Declarations;

/// <summary>A register in an instruction.</summary>
/// <param name="Name">As it is written there.</param>
/// <param name="Bits">How many bits of it that name means.</param>
internal readonly record struct RegisterUse(Register Register, string Name, int Bits, bool IsRead, bool IsWritten);
