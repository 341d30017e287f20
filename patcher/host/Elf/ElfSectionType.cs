namespace BareMetal.AltTool.Elf;

/// <summary>The section types this tool looks at (System V ABI, sh_type).</summary>
internal enum ElfSectionType : uint
{
    Null = 0,
    ProgramBits = 1,
    SymbolTable = 2,
    StringTable = 3,
    RelocationsWithAddends = 4,
    NoBits = 8,
}
