using System;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>A Linux kernel's text and table at the kernel's own addresses.</summary>
// SAFETY: the header names RAM that QEMU has loaded: the text, its copy and the scratch memory, all in the linear alias; the table is
// within what Open maps.
internal readonly unsafe struct LinuxScene : IScene
{
    private static LinuxImage* s_image;

    private static AltRegion Region => new(
        (AltInstr*)s_image->TableAddress,
        s_image->TableAddress,
        (nuint)s_image->TableBytes,
        new CodeAddress(s_image->TextAddress),
        new CodeAddress(s_image->TextAddress + s_image->TextBytes));

    /// <summary>Maps the kernel; false where its addresses are taken.</summary>
    public static bool Open(LinuxImage* image)
    {
        s_image = image;
        return Map(image->TextAddress, image->TextBytes, image->TableAddress + image->TableBytes);
    }

    public static void Reset(out AltPlan plan)
    {
        for (int index = 0; index < Region.Count; index++)
        {
            Restore(Region.Original(index).Value - s_image->TextAddress, Region.Table[index].OrigLen);
        }

        plan = PlanMemory.Clear((byte*)LinearMap.ToAlias(s_image->Scratch), Region, (int)s_image->Words);
    }

    private static void Restore(ulong offset, uint bytes)
    {
        for (uint at = 0; at < bytes; at += A64.WordBytes)
        {
            *(uint*)LinearMap.ToAlias(s_image->Physical + offset + at) = *(uint*)LinearMap.ToAlias(s_image->Copy + offset + at);
        }
    }

    private static bool Map(ulong start, ulong textBytes, ulong end)
    {
        ulong text = RoundUp(textBytes);
        bool isMapped =
            PageTables.Map(start, s_image->Physical, text, MapAttributes.Text, PageTables.BlockSize) == MapError.None
            && PageTables.Map(start + text, s_image->Physical + text, RoundUp(end - start) - text, MapAttributes.ReadOnlyData)
                == MapError.None;
        Translation.InvalidateAll();
        return isMapped;
    }

    private static ulong RoundUp(ulong bytes) => (bytes + PageTables.PageSize - 1) & ~(PageTables.PageSize - 1);
}
