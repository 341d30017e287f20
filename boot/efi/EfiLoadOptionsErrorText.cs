using System;

namespace BareMetal.Boot.Efi;

/// <summary>What a user can do about an <see cref="EfiLoadOptionsError"/>.</summary>
internal static class EfiLoadOptionsErrorText
{
    public static ReadOnlySpan<byte> Of(EfiLoadOptionsError error) => error switch
    {
        EfiLoadOptionsError.Unreachable => "their address can't be mapped; the boot arguments are the device tree's"u8,
        EfiLoadOptionsError.TooLong => "more than 4096 characters: shorten them; the boot arguments are the device tree's"u8,
        _ => "not ASCII text: fix the boot entry; the boot arguments are the device tree's"u8,
    };
}
