namespace BareMetal.Boot.Image;

/// <summary>Where the Image lies, as linked: stands in for the linker's symbols.</summary>
internal static class ImageLayout
{
    public const ulong Start = 0xffff_8000_8000_0000;
    public const ulong End = Start + 0x20_0000;
}
