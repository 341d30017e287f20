using System;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Boards;

/// <summary>
/// The list of tags that the Raspberry Pi's firmware, and QEMU's models of it, leave where they have no device tree (Linux,
/// Documentation/arch/arm/booting.rst). Words of 32 bits: size in words, tag, data.
/// </summary>
// SAFETY: 4 KiB are mapped, read only; a tag that would lead beyond them ends the list.
internal static unsafe class Atags
{
    private const uint Core = 0x5441_0001;
    private const uint Memory = 0x5441_0002;
    private const uint CommandLine = 0x5441_0009;
    private const uint MaximumWords = 1024;

    /// <summary>Reads the list at a PA into <paramref name="board"/>. False where there is none.</summary>
    public static bool TryRead(ulong physical, ref Board board)
    {
        if (physical == 0 || physical % sizeof(uint) != 0
            || PhysicalWindow.MapFirmwareData(physical, MaximumWords * sizeof(uint), out ulong address) != MapError.None)
        {
            return false;
        }

        uint* tags = (uint*)address;
        if (tags[1] != Core)
        {
            return false;
        }

        for (uint offset = 0; tags[offset] >= 2; offset += tags[offset])
        {
            if (tags[offset] >= MaximumWords - offset)
            {
                board.AtagsTooLong = true;
                break;
            }

            ReadTag(tags + offset, ref board);
        }

        return true;
    }

    private static void ReadTag(uint* tag, ref Board board)
    {
        switch (tag[1])
        {
            case Memory when tag[0] >= 4:
                board.TooManyRanges |= !board.Memory.TryAdd(new MemoryRange(tag[3], (ulong)tag[3] + tag[2]));
                break;
            case CommandLine:
                ReadOnlySpan<byte> text = new(tag + 2, (int)(tag[0] - 2) * sizeof(uint));
                int end = text.IndexOf((byte)0);
                board.BootArguments = (byte*)(tag + 2);
                board.BootArgumentBytes = end < 0 ? text.Length : end;
                break;
        }
    }
}
