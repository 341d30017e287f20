using System;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Efi;

/// <summary>
/// The boot arguments that UEFI passes, as Linux takes them: UTF-16 text that, where there is any, replaces the device tree's. A shell
/// puts the file's name before them, which is no argument of ours and so has no effect.
/// </summary>
internal static unsafe class EfiLoadOptions
{
    /// <summary>How many characters may be passed.</summary>
    public const int MaximumLength = 4096;

    private static Text s_text;

    /// <summary>Sets the boot arguments of <paramref name="board"/>. What isn't understood is left out as a whole.</summary>
    public static void Read(ref Board board)
    {
        // One more than may be passed: it decides whether there are too many.
        ulong characters = Math.Min(EfiHandover.Left->LoadOptionBytes / sizeof(ushort), MaximumLength + 1);
        if (characters == 0)
        {
            return;
        }

        if (PhysicalWindow.MapFirmwareData(EfiHandover.Left->LoadOptions, characters * sizeof(ushort), out ulong address) != MapError.None)
        {
            board.LoadOptionsError = EfiLoadOptionsError.Unreachable;
            return;
        }

        Span<byte> text = s_text;
        board.LoadOptionsError = Convert((ushort*)address, characters, text, out int length);
        if (board.LoadOptionsError == EfiLoadOptionsError.None && length > 0)
        {
            // SAFETY: a static that isn't moved.
            board.BootArguments = (byte*)Unsafe.AsPointer(ref text[0]);
            board.BootArgumentBytes = length;
        }
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
