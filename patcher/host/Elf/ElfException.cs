using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Elf;

/// <summary>The file isn't an ELF64 little-endian AArch64 file that this tool can read.</summary>
internal sealed class ElfException(string file, string reason, string remedy) : InputException(file, reason, remedy);
