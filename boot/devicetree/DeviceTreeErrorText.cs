using System;

namespace BareMetal.Boot.Devicetree;

/// <summary>What a user can do about a <see cref="DeviceTreeError"/>.</summary>
internal static class DeviceTreeErrorText
{
    public static ReadOnlySpan<byte> Of(DeviceTreeError error) => error switch
    {
        DeviceTreeError.Missing => "none: x0 was 0 at entry; let the boot loader pass one"u8,
        DeviceTreeError.Misaligned => "its address is no multiple of 8: load it elsewhere"u8,
        DeviceTreeError.InsideImage => "it lies in the Image's memory (image_size in the header): load it elsewhere"u8,
        DeviceTreeError.Unreachable => "its address can't be mapped: load it below 2^45"u8,
        DeviceTreeError.BadMagic => "no tree at its address (magic is not 0xd00dfeed): check what the boot loader passes in x0"u8,
        DeviceTreeError.BadVersion => "format version not compatible with 17: compile it with a current dtc"u8,
        DeviceTreeError.BadSize => "its size is below that of a header or above 2 MiB: the file is damaged or too large"u8,
        DeviceTreeError.Truncated => "it ends too early: the file is damaged"u8,
        _ => "its nodes don't nest: the file is damaged"u8,
    };
}
