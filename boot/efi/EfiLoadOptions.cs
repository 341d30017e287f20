using System;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Efi;

/// <summary>
/// The boot arguments that UEFI passes, as Linux takes them: UTF-16 text that, where there is any, replaces the device tree's. A shell
/// puts the file's name before them, which is no argument of ours and so has no effect.
/// </summary>
// SAFETY: as many characters are read as were mapped, and as many written as Text holds.
internal static unsafe class EfiLoadOptions
{
    /// <summary>How many characters may be passed.</summary>
    public const int MaximumLength = 4096;

    private static Text s_text;

    /// <summary>The boot arguments; empty where there are none. What isn't understood is left out as a whole.</summary>
    public static EfiLoadOptionsError TryRead(in EfiHandover handover, out ReadOnlySpan<byte> arguments)
    {
        // One more than may be passed: it decides whether there are too many.
        ulong characters = Math.Min(handover.LoadOptionBytes / sizeof(ushort), MaximumLength + 1);
        arguments = default;
        if (characters == 0)
        {
            return EfiLoadOptionsError.None;
        }

        if (PhysicalWindow.MapFirmwareData(handover.LoadOptions, characters * sizeof(ushort), out ulong address) != MapError.None)
        {
            return EfiLoadOptionsError.Unreachable;
        }

        EfiLoadOptionsError error = Convert((ushort*)address, characters, s_text, out int length);
        arguments = error == EfiLoadOptionsError.None ? ((ReadOnlySpan<byte>)s_text)[..length] : default;
        return error;
    }

    private static EfiLoadOptionsError Convert(ushort* options, ulong characters, Span<byte> text, out int length)
    {
        length = 0;
        for (ulong index = 0; index < characters && options[index] != 0; index++)
        {
            if (length == MaximumLength)
            {
                return EfiLoadOptionsError.TooLong;
            }

            if (options[index] is not (>= ' ' and <= '~' or '\t' or '\r' or '\n'))
            {
                return EfiLoadOptionsError.NotAscii;
            }

            text[length++] = (byte)options[index];
        }

        return EfiLoadOptionsError.None;
    }

    [InlineArray(MaximumLength)]
    private struct Text
    {
        private byte _first;
    }
}
