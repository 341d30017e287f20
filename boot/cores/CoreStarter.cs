using BareMetal.Boot.Boards;
using BareMetal.Boot.Capabilities;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Mmu;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Cores;

/// <summary>The boot core brings the others up: all are started, and then waited for together.</summary>
// SAFETY: runs on the boot core alone; a core is touched by its Core once that is published, and then by Flag.
internal static unsafe class CoreStarter
{
    // Linux's bound for a core to come.
    private const ulong SecondsToCome = 5;

    /// <summary>
    /// Before the system pass: starts cores until there are <paramref name="maximum"/>, the boot core among them. Those that come
    /// in time are taken into account, and wait.
    /// </summary>
    public static void StartAll(in Board board, BootArguments arguments, int maximum)
    {
        Log.Line("smp: Bringing up secondary CPUs ..."u8);
        CoreLog.WriteOverflow(board.Cores);
        SerialConsole.Share(CoreTable.Count > 1);
        CoreTable.Open();
        int started = 1;
        int off = 0;
        for (int index = 1; index < CoreTable.Count; index++)
        {
            if (CoreTable.Get(index).Error != CoreError.None)
            {
                CoreLog.WriteLeftOut(index);
            }
            else if (started == maximum)
            {
                off++;
            }
            else
            {
                started += TryRelease(index, board) ? 1 : 0;
            }
        }

        CoreLog.WriteOff(off, maximum);
        Await(1, CoreTable.Count, CoreState.Arrived);
        for (int index = 1; index < CoreTable.Count; index++)
        {
            if (CoreTable.At(index) != null && HasCome(index))
            {
                Decide(index, Cpus.Add(index, CoreTable.At(index)->Hardware, arguments));
            }
        }
    }

    /// <summary>After the system pass: lets them go on to patched code, and says how many cores there are.</summary>
    public static void Resume()
    {
        Rendezvous.Resume();
        Await(1, CoreTable.Count, CoreState.Online);
        int online = 1;
        for (int index = 1; index < CoreTable.Count; index++)
        {
            online += CoreTable.TookPart(index) && HasGoneOn(index) ? 1 : 0;
        }

        SerialConsole.Share(online > 1);
        CoreLog.WriteBroughtUp(online);
    }

    /// <summary>
    /// Starts one more core on a machine that runs, by its number; on the boot core. What is patched is for good, so it joins only where it
    /// has all of that. <see cref="CoreError.None"/> where it is online; else it was said why not.
    /// </summary>
    public static CoreError TryStart(int index, in Board board, BootArguments arguments)
    {
        ref CoreEntry entry = ref CoreTable.Get(index);
        if (CoreTable.IsOnline(index) || entry.Error is > CoreError.None and < CoreError.NoMethod)
        {
            return entry.Error;
        }

        entry.Error = CoreError.None;
        SerialConsole.Share(true);
        if (entry.Core != null)
        {
            // It may have come too late.
            Flag.Store(&entry.Core->Order, (uint)CoreOrder.Wait);
        }

        if (entry.Core != null || TryRelease(index, board))
        {
            Await(index, index + 1, CoreState.Arrived);
            if (HasCome(index))
            {
                if (CoreTranslation.Check(index, entry.Core->Translation, Core.Boot->Translation) != 0)
                {
                    BootEnd.Finish(Verdict.Protection);
                }

                Decide(index, !Cpus.Conflicts(index, entry.Core->Hardware, arguments));
                Await(index, index + 1, CoreState.Online);
                _ = IsWanted(index) && HasGoneOn(index);
            }
        }

        SerialConsole.Share(CoreTable.OnlineCount > 1);
        return entry.Error;
    }

    private static bool TryRelease(int index, in Board board)
    {
        CoreError error = CoreRelease.Release(index, board);
        return error == CoreError.None || LeaveOut(index, error);
    }

    // One bound for all, from the last that came: a machine with many cores that don't come boots on all the same.
    private static void Await(int first, int end, CoreState state)
    {
        ulong ticks = LogCounter.WaitFrequency * SecondsToCome;
        ulong start = LogCounter.Read();
        int missing = end - first;
        while (missing > 0 && LogCounter.Read() - start < ticks)
        {
            int left = CountMissing(first, end, state);
            start = left < missing ? LogCounter.Read() : start;
            missing = left;
            Flag.Yield();
        }
    }

    private static int CountMissing(int first, int end, CoreState state)
    {
        int missing = 0;
        for (int index = first; index < end; index++)
        {
            bool isDue = CoreTable.At(index) != null && CoreTable.At(index)->Order != (uint)CoreOrder.Park;
            missing += isDue && !CoreTable.IsAt(index, state) ? 1 : 0;
        }

        return missing;
    }

    private static bool HasCome(int index)
    {
        if (CoreTable.IsAt(index, CoreState.Arrived))
        {
            CoreLog.WriteBooted(index);
            return true;
        }

        return Park(index, CoreError.TimedOut);
    }

    private static void Decide(int index, bool joins)
    {
        if (joins)
        {
            Flag.Store(&CoreTable.At(index)->Order, (uint)CoreOrder.Join);
        }
        else
        {
            Park(index, CoreError.Conflict);
        }
    }

    private static bool Park(int index, CoreError error)
    {
        Flag.Store(&CoreTable.At(index)->Order, (uint)CoreOrder.Park);
        return LeaveOut(index, error);
    }

    private static bool IsWanted(int index) => CoreTable.At(index)->Order == (uint)CoreOrder.Join;

    private static bool HasGoneOn(int index) => CoreTable.IsOnline(index) || LeaveOut(index, CoreError.Stuck);

    // False, for its callers.
    private static bool LeaveOut(int index, CoreError error)
    {
        CoreTable.Get(index).Error = error;
        CoreLog.WriteLeftOut(index);
        return false;
    }
}
