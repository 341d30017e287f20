using System;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Boards;

/// <summary>Finds the device tree that firmware left in memory and makes it readable.</summary>
// SAFETY: a span covers what has just been mapped, and that mapping is never taken away.
internal static unsafe class FirmwareDeviceTree
{
    private const ulong Alignment = 8;

    /// <summary>Opens the tree that the Image was entered with, or the one that this machine is known to have.</summary>
    public static DeviceTreeError TryOpen(in BootEntry entry, out DeviceTree tree)
    {
        tree = default;
        ulong physical = entry.Data == 0 ? BoardDefaults.DeviceTreeOf(entry) : entry.Data;
        if (physical == 0)
        {
            return DeviceTreeError.Missing;
        }

        if (physical % Alignment != 0)
        {
            return DeviceTreeError.Misaligned;
        }

        if (entry.Image.Overlaps(physical, physical + DeviceTree.HeaderBytes))
        {
            return DeviceTreeError.InsideImage;
        }

        // The header tells the size: until then only its own bytes are mapped, as nothing is known of what follows.
        if (!TryMap(physical, DeviceTree.HeaderBytes, out ReadOnlySpan<byte> header))
        {
            return DeviceTreeError.Unreachable;
        }

        DeviceTreeError error = DeviceTree.ReadSize(header, out uint bytes);
        if (error != DeviceTreeError.None)
        {
            return error;
        }

        if (entry.Image.Overlaps(physical, physical + bytes))
        {
            return DeviceTreeError.InsideImage;
        }

        return TryMap(physical, bytes, out ReadOnlySpan<byte> blob) ? DeviceTree.TryOpen(blob, out tree) : DeviceTreeError.Unreachable;
    }

    private static bool TryMap(ulong physical, uint bytes, out ReadOnlySpan<byte> memory)
    {
        bool mapped = PhysicalWindow.MapFirmwareData(physical, bytes, out ulong address) == MapError.None;
        memory = mapped ? new ReadOnlySpan<byte>((void*)address, (int)bytes) : default;
        return mapped;
    }
}
