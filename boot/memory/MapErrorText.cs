using System;

namespace BareMetal.Boot.Memory;

/// <summary>What a user can do about a <see cref="MapError"/>.</summary>
internal static class MapErrorText
{
    public static ReadOnlySpan<byte> Of(MapError error) => error switch
    {
        MapError.OutOfPageTables =>
            "out of page tables: memory is split into too many pieces (linker-scripts/image.ld sets their number)"u8,
        MapError.AlreadyMapped => "two mappings of one address: memory nodes overlap"u8,
        MapError.BeyondLinearMap => "RAM at or above 2^47: its alias would reach the Image's addresses; remove it from the memory node"u8,
        MapError.BeyondDeviceWindow => "a device above 2^45"u8,
        MapError.ImageOutsideMemory =>
            "the Image isn't in memory that the device tree names, or UEFI: load it elsewhere or fix the memory node"u8,
        MapError.InitialRamDiskInImage => "the initrd is inside the Image's memory (image_size in the header): load it elsewhere"u8,
        MapError.TooManyRanges => "more than 64 pieces of memory or reservations"u8,
        _ => "the Image lies in memory that the device tree reserves: load it elsewhere"u8,
    };
}
