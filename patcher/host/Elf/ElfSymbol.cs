namespace BareMetal.AltTool.Elf;

/// <summary>One entry of the symbol table.</summary>
/// <param name="Value">VA in a linked file, offset into its section (bytes) in an object.</param>
/// <param name="Size">Bytes, 0 where the producer didn't say.</param>
/// <param name="SectionIndex">Section header number, or one of the reserved numbers from 0xff00.</param>
internal readonly record struct ElfSymbol(string Name, ulong Value, ulong Size, ElfSymbolType Type, bool IsGlobal, int SectionIndex)
{
    private const int UndefinedSection = 0;
    private const int FirstReservedSection = 0xff00;

    public bool IsUndefined => SectionIndex == UndefinedSection && Name.Length != 0;

    public bool IsInSection => SectionIndex is > UndefinedSection and < FirstReservedSection;
}
