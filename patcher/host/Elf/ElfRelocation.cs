namespace BareMetal.AltTool.Elf;

/// <summary>One relocation with addend.</summary>
/// <param name="Offset">Bytes from the start of the section it applies to.</param>
internal readonly record struct ElfRelocation(ulong Offset, uint Type, int SymbolIndex, long Addend);
