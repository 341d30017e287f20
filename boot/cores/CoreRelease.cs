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
// SAFETY: the word is aligned and below the limit, which FindWay has checked; its page is mapped here and unmapped again, by the boot
// core alone.
internal static unsafe class CoreRelease
{
    // A page of VAs for the word of a spin table, which lies where nothing else is mapped.
    private const ulong ReleaseWindow = 0xffff_f000_0000_0000;

    /// <summary>Gives core <paramref name="index"/> its memory and starts it.</summary>
    public static CoreError Release(int index, in Board board)
    {
        ref readonly BoardCore described = ref board.Cores[index];
        CoreError error = FindWay(described, board);
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
        error = error == CoreError.None ? Start(described, board) : CoreError.None;
        if (error != CoreError.None)
        {
            CoreTable.Publish(index, null);
        }

        return error;
    }

    private static CoreError FindWay(in BoardCore core, in Board board) => core.Method switch
    {
        EnableMethod.Psci => board.Conduit == SmcccConduit.None || board.CpuOn == 0 ? CoreError.NoPsci : CoreError.None,
        EnableMethod.SpinTable => core.ReleaseAddress is 0 or >= PhysicalWindow.Limit || core.ReleaseAddress % sizeof(ulong) != 0
            ? CoreError.NoReleaseAddress : CoreError.None,
        EnableMethod.Unknown => CoreError.UnknownMethod,
        _ => CoreError.NoMethod,
    };

    private static CoreError Start(in BoardCore core, in Board board)
    {
        ulong start = PageTables.ToPhysical(LinkerSymbol.AddressOf(&StartSymbol));
        return core.Method == EnableMethod.Psci
            ? FromPsci(Psci.CpuOn(board.Conduit, board.CpuOn, core.Mpidr, start))
            : Store(core.ReleaseAddress, start);
    }

    // The errors are in the order of PSCI's numbers, from -1 down.
    private static CoreError FromPsci(int result)
    {
        const int Last = -9;
        return result == 0 ? CoreError.None
            : result is < 0 and >= Last ? (CoreError)((int)CoreError.NotSupported - 1 - result)
            : CoreError.UnknownPsciError;
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
