namespace BareMetal.AltTool.Elf;

/// <summary>The symbol types this tool looks at (System V ABI, low four bits of st_info).</summary>
internal enum ElfSymbolType : byte
{
    None = 0,
    Object = 1,
    Function = 2,
    Section = 3,
    File = 4,
}
