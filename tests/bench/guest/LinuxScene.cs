using BareMetal.Bench;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>A Linux kernel's text and table at the kernel's own addresses.</summary>
internal readonly unsafe struct LinuxScene : IScene
{
    private static LinuxImage* s_image;

    private static ulong* Original => (ulong*)LinearMap.ToAlias(s_image->Scratch);

    private static ulong* Text => (ulong*)LinearMap.ToAlias(s_image->Physical);

    private static ulong TextWords => (s_image->TextBytes + sizeof(ulong) - 1) / sizeof(ulong);

    /// <summary>Maps the kernel and keeps a copy of its text; false where its addresses are taken.</summary>
    public static bool Open(LinuxImage* image)
    {
        s_image = image;
        Copy(Text, Original);
        return Map(image->TextAddress, image->TextBytes, image->TableAddress + image->TableBytes);
    }

    public static void Reset(out AltPlan plan)
    {
        Copy(Original, Text);
        AltRegion region = new(
            (AltInstr*)s_image->TableAddress,
            s_image->TableAddress,
            (nuint)s_image->TableBytes,
            new CodeAddress(s_image->TextAddress),
            new CodeAddress(s_image->TextAddress + s_image->TextBytes));
        nuint bytes = (nuint)region.Count * AltArena.BytesPerEntry + (nuint)s_image->Words * AltArena.BytesPerWord;
        plan = new AltPlan(region, new AltArena((byte*)(Original + TextWords), bytes, region.Count));
    }

    private static bool Map(ulong start, ulong textBytes, ulong end)
    {
        ulong text = RoundUp(textBytes);
        bool isMapped =
            PageTables.Map(start, s_image->Physical, text, MapAttributes.Text, PageTables.BlockSize) == MapError.None
            && PageTables.Map(start + text, s_image->Physical + text, RoundUp(end - start) - text, MapAttributes.ReadOnlyData) == MapError.None;
        Translation.InvalidateAll();
        return isMapped;
    }

    private static void Copy(ulong* from, ulong* to)
    {
        for (ulong i = 0; i < TextWords; i++)
        {
            to[i] = from[i];
        }
    }

    private static ulong RoundUp(ulong bytes) => (bytes + PageTables.PageSize - 1) & ~(PageTables.PageSize - 1);
}
