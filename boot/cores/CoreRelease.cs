using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Boot.Cores;

/// <summary>The ways to start a core.</summary>
internal static unsafe class CoreRelease
{
    // A page of VAs for the word of a spin table, which lies where nothing else is mapped.
    private const ulong ReleaseWindow = 0xffff_f000_0000_0000;

    /// <summary>Gives core <paramref name="index"/> its memory and starts it.</summary>
    public static CoreError Release(int index, in Board board)
    {
        ref CoreEntry entry = ref CoreTable.Get(index);
        CoreError error = FindWay(entry, board);
        if (error != CoreError.None && !board.CoresEnteredTogether)
        {
            return error;
        }

        Core* core = CoreMemory.TryGet(index);
        if (core == null)
        {
            return CoreError.OutOfMemory;
        }

        // A core that entered with the boot core waits for no more than this.
        CoreTable.Publish(index, core);
        Flag.SendEvent();
        error = error == CoreError.None ? Start(entry, board) : CoreError.None;
        if (error != CoreError.None)
        {
            CoreTable.Publish(index, null);
        }

        return error;
    }

    private static CoreError FindWay(in CoreEntry entry, in Board board) => entry.Method switch
    {
        EnableMethod.Psci => board.Conduit == SmcccConduit.None || board.CpuOn == 0 ? CoreError.NoPsci : CoreError.None,
        EnableMethod.SpinTable => entry.ReleaseAddress is 0 or >= PhysicalWindow.Limit || entry.ReleaseAddress % sizeof(ulong) != 0
            ? CoreError.NoReleaseAddress : CoreError.None,
        EnableMethod.Unknown => CoreError.UnknownMethod,
        _ => CoreError.NoMethod,
    };

    private static CoreError Start(in CoreEntry entry, in Board board)
    {
        ulong start = PageTables.ToPhysical(LinkerSymbol.AddressOf(&StartSymbol));
        return entry.Method == EnableMethod.Psci ? Psci.CpuOn(board.Conduit, board.CpuOn, entry.Mpidr, start) : Store(entry.ReleaseAddress, start);
    }

    private static CoreError Store(ulong releaseAddress, ulong start)
    {
        ulong page = releaseAddress & ~(PageTables.PageSize - 1);
        if (PageTables.Map(ReleaseWindow, page, PageTables.PageSize, MapAttributes.Data) != MapError.None)
        {
            return CoreError.OutOfMemory;
        }

        Translation.InvalidateAll();
        ulong word = ReleaseWindow + releaseAddress - page;
        *(ulong*)word = start;
        Cache.CleanAndInvalidateToPoC(word, sizeof(ulong));
        PageTables.Change(ReleaseWindow, PageTables.PageSize, 0);
        Translation.InvalidateAll();
        Flag.SendEvent();
        return CoreError.None;
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_secondary_start")]
    private static extern void StartSymbol();
}
