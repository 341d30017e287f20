using System;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>The machine that was booted: read once, before all else, and not changed then.</summary>
// SAFETY: the arguments stay where firmware left them, mapped read only, or are a static.
internal static unsafe class ThisMachine
{
    private static BootEntry s_entry;
    private static Board s_board;

    /// <summary>How the Image was entered.</summary>
    public static ref readonly BootEntry Entry => ref s_entry;

    /// <summary>What is around the CPU.</summary>
    public static ref readonly Board Board => ref s_board;

    /// <summary>All boot arguments.</summary>
    // SAFETY: they stay where firmware or UEFI left them: mapped read only, or a static.
    public static BootArguments Arguments => new(new ReadOnlySpan<byte>(s_board.BootArguments, s_board.BootArgumentBytes));

    public static void Read(in BootEntry entry)
    {
        s_entry = entry;
        BoardReader.Read(entry, ref s_board);
    }
}
