using System;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Boards;

/// <summary>Finds the device tree that firmware left in memory and makes it readable.</summary>
internal static unsafe class FirmwareDeviceTree
{
    private const ulong Alignment = 8;

    /// <summary>
    /// Opens the tree at <paramref name="physical"/>, or where this machine is known to have one if that is 0.
    /// </summary>
    public static DeviceTreeError TryOpen(ulong physical, out DeviceTree tree)
    {
        tree = default;
        physical = physical == 0 ? BoardDefaults.DeviceTreePhysical : physical;
        if (physical == 0)
        {
            return DeviceTreeError.Missing;
        }

        if (physical % Alignment != 0)
        {
            return DeviceTreeError.Misaligned;
        }

        if (OverlapsImage(physical, DeviceTree.HeaderBytes))
        {
            return DeviceTreeError.InsideImage;
        }

        // The header tells the size: until then only its own bytes are mapped, as nothing is known of what lies behind.
        if (!TryMap(physical, DeviceTree.HeaderBytes, out ReadOnlySpan<byte> header))
        {
            return DeviceTreeError.Unreachable;
        }

        DeviceTreeError error = DeviceTree.ReadSize(header, out uint bytes);
        if (error != DeviceTreeError.None)
        {
            return error;
        }

        if (OverlapsImage(physical, bytes))
        {
            return DeviceTreeError.InsideImage;
        }

        return TryMap(physical, bytes, out ReadOnlySpan<byte> blob) ? DeviceTree.TryOpen(blob, out tree) : DeviceTreeError.Unreachable;
    }

    private static bool OverlapsImage(ulong physical, uint bytes) =>
        new MemoryRange(PageTables.ToPhysical(ImageLayout.Start), PageTables.ToPhysical(ImageLayout.End)).Overlaps(physical, physical + bytes);

    private static bool TryMap(ulong physical, uint bytes, out ReadOnlySpan<byte> memory)
    {
        bool mapped = PhysicalWindow.MapFirmwareData(physical, bytes, out ulong address) == MapError.None;
        memory = mapped ? new ReadOnlySpan<byte>((void*)address, (int)bytes) : default;
        return mapped;
    }
}
