using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The ways to start a core.</summary>
internal static unsafe class CoreRelease
{
    // A page of VAs for the word of a spin table, which lies where nothing else is mapped.
    private const ulong ReleaseWindow = 0xffff_f000_0000_0000;

    /// <summary>Gives a core its memory and starts it.</summary>
    public static CoreError Release(int index, in Board board)
    {
        ref CoreEntry entry = ref CoreTable.Get(index);
        CoreError error = IsPossible(entry, board);
        if (error != CoreError.None)
        {
            return error;
        }

        entry.Core = CoreMemory.TryCreate(index, entry.Mpidr);
        if (entry.Core == null)
        {
            return CoreError.OutOfMemory;
        }

        // Cores that entered with the boot core wait for no more than this.
        CoreTable.Publish();
        Flag.SendEvent();
        error = Start(entry, board);
        if (error != CoreError.None)
        {
            entry.Core = null;
            CoreTable.Publish();
        }

        return error;
    }

    private static CoreError IsPossible(in CoreEntry entry, in Board board) => entry.Method switch
    {
        _ when board.CoresEnteredTogether => CoreError.None,
        EnableMethod.Psci => board.Conduit == SmcccConduit.None || board.CpuOn == 0 ? CoreError.NoPsci : CoreError.None,
        EnableMethod.SpinTable => entry.ReleaseAddress is 0 or >= PhysicalWindow.Limit || entry.ReleaseAddress % sizeof(ulong) != 0
            ? CoreError.NoReleaseAddress : CoreError.None,
        _ => CoreError.NoMethod,
    };

    private static CoreError Start(in CoreEntry entry, in Board board)
    {
        ulong start = PageTables.ToPhysical(LinkerSymbol.AddressOf(&StartSymbol));
        return entry.Method switch
        {
            EnableMethod.Psci when board.Conduit != SmcccConduit.None && board.CpuOn != 0 =>
                Psci.CpuOn(board.Conduit, board.CpuOn, entry.Mpidr, start),
            EnableMethod.SpinTable when entry.ReleaseAddress != 0 => Store(entry.ReleaseAddress, start),
            _ => CoreError.None,
        };
    }

    private static CoreError Store(ulong releaseAddress, ulong start)
    {
        ulong page = releaseAddress & ~(PageTables.PageSize - 1);
        if (PageTables.Map(ReleaseWindow, page, PageTables.PageSize, MapAttributes.Data) != MapError.None)
        {
            return CoreError.OutOfMemory;
        }

        Translation.InvalidateAll();
        ulong* word = (ulong*)(ReleaseWindow + releaseAddress - page);
        *word = start;
        Cache.CleanAndInvalidateToPoC((ulong)word, sizeof(ulong));
        PageTables.Change(ReleaseWindow, PageTables.PageSize, 0);
        Translation.InvalidateAll();
        Flag.SendEvent();
        return CoreError.None;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)]
    [System.Runtime.RuntimeImport("*", "bm_secondary_start")]
    private static extern void StartSymbol();
}
