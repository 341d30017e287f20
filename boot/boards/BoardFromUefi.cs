using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BareMetal.Boot.Efi;

namespace BareMetal.Boot.Boards;

/// <summary>
/// What UEFI says of a <see cref="Board"/> counts more than the device tree: memory, and boot arguments where there are any.
/// </summary>
// SAFETY: UEFI entered the Image, so its stub has left a handover; the arguments are a static of EfiLoadOptions, which never moves.
internal static unsafe class BoardFromUefi
{
    public static void Read(ref Board board)
    {
        board.HasEfiMemoryMap = true;
        board.Memory = default;
        board.TooManyRanges |= !EfiMemoryMap.TryRead(EfiHandover.Map, *EfiHandover.Left, ref board.Memory);
        board.LoadOptionsError = EfiLoadOptions.TryRead(*EfiHandover.Left, out ReadOnlySpan<byte> arguments);
        if (arguments.Length > 0)
        {
            // SAFETY: a static of EfiLoadOptions, which never moves.
            board.BootArguments = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(arguments));
            board.BootArgumentBytes = arguments.Length;
        }
    }
}
