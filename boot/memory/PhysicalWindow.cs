using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Memory;

/// <summary>
/// Physical memory that isn't in the linear map, at a fixed distance from its PA: devices, and what firmware left
/// before the RAM is known.
/// </summary>
internal static class PhysicalWindow
{
    /// <summary>PAs from here on don't fit in a window.</summary>
    public const ulong Limit = 1UL << 45;

    /// <summary>VA less PA of what firmware left, and of devices.</summary>
    public const ulong FirmwareBase = 0xffff_a000_0000_0000;
    public const ulong DeviceBase = 0xffff_c000_0000_0000;

    private static MemoryRanges s_firmwareData;

    /// <summary>What <see cref="MapFirmwareData"/> has mapped (PAs): it stays what firmware left.</summary>
    public static ref readonly MemoryRanges FirmwareData => ref s_firmwareData;

    /// <summary>Maps the pages of a device's registers and gives their VA.</summary>
    public static MapError MapDevice(ulong physical, ulong bytes, out ulong address) =>
        Map(DeviceBase, physical, bytes, MapAttributes.Device, out address);

    /// <summary>Maps the pages of something in RAM, read only, and gives its VA.</summary>
    public static MapError MapFirmwareData(ulong physical, ulong bytes, out ulong address)
    {
        MapError error = Map(FirmwareBase, physical, bytes, MapAttributes.ReadOnlyData, out address);
        return error != MapError.None || s_firmwareData.TryAdd(new MemoryRange(physical, physical + bytes))
            ? error
            : MapError.TooManyRanges;
    }

    private static MapError Map(ulong window, ulong physical, ulong bytes, MapAttributes attributes, out ulong address)
    {
        address = window + physical;
        if (physical >= Limit || bytes > Limit - physical)
        {
            return MapError.BeyondDeviceWindow;
        }

        ulong page = physical & ~(PageTables.PageSize - 1);
        ulong end = (physical + bytes + PageTables.PageSize - 1) & ~(PageTables.PageSize - 1);
        MapError error = PageTables.Map(window + page, page, end - page, attributes);
        Translation.InvalidateAll();
        return error;
    }
}
