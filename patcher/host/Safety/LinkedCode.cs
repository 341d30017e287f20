using BareMetal.AltTool.Code;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Safety;

/// <summary>The text of a linked Image, who refers to it, and what of it is patched: read once, for all checks.</summary>
internal sealed class LinkedCode
{
    /// <param name="elf">Linked with --emit-relocs.</param>
    public LinkedCode(ElfFile elf)
    {
        Elf = elf;
        Text = new ImageText(elf);
        References = new TextReferences(elf, Text);
        Ranges = new PatchRanges(Text, AltTable.Of(elf));
    }

    public ElfFile Elf { get; }

    public ImageText Text { get; }

    public TextReferences References { get; }

    public PatchRanges Ranges { get; }
}
