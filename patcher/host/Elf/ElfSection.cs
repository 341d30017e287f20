using System;

namespace BareMetal.AltTool.Elf;

/// <summary>One section header and the bytes it names.</summary>
/// <param name="Index">Number of the section header.</param>
/// <param name="Address">VA of the first byte; 0 in a relocatable object.</param>
/// <param name="FileOffset">Where <paramref name="Data"/> starts in the file, in bytes.</param>
/// <param name="Size">Bytes in memory; a section without file contents (.bss) has a size and no <paramref name="Data"/>.</param>
/// <param name="Link">For a symbol table: index of the section with its names.</param>
/// <param name="Info">For relocations: index of the section they apply to.</param>
internal sealed record ElfSection(
    int Index,
    string Name,
    ElfSectionType Type,
    ulong Flags,
    ulong Address,
    ulong FileOffset,
    ulong Size,
    uint Link,
    uint Info,
    ReadOnlyMemory<byte> Data)
{
    private const ulong AllocFlag = 0b010;
    private const ulong ExecutableFlag = 0b100;

    /// <summary>True where the section is in memory at run time.</summary>
    public bool IsAllocated => (Flags & AllocFlag) != 0;

    public bool IsExecutable => (Flags & ExecutableFlag) != 0;

    public bool Contains(ulong address, ulong bytes) =>
        address >= Address && address - Address <= Size && bytes <= Size - (address - Address);
}
