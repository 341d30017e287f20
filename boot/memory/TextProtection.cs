using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;

namespace BareMetal.Boot.Memory;

/// <summary>What patching needed is taken away: nothing in the Image is writable and executable, or executable twice.</summary>
internal static class TextProtection
{
    /// <summary>Unmaps the alias of text, read-only data and the table for all cores, and ends this core's identity map.</summary>
    public static void Close()
    {
        ulong alias = LinearMap.ToAlias(PageTables.ToPhysical(ImageLayout.TextStart));
        PageTables.Change(alias, ImageLayout.DataStart - ImageLayout.TextStart, 0);
        Translation.InvalidateAll();
        Translation.CloseIdentityMap();
    }
}
