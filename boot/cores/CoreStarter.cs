using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The boot core brings the others up: all are started, and then waited for together.</summary>
internal static unsafe class CoreStarter
{
    // Linux's bound for a core to come.
    private const ulong SecondsToCome = 5;

    /// <summary>Starts cores until <paramref name="maximum"/>, the boot core among them, have been; those that come take part in what is decided.</summary>
    public static void StartAll(in Board board, BootArguments arguments, int maximum)
    {
        Log.Line("smp: Bringing up secondary CPUs ..."u8);
        CoreLog.WriteOverflow();
        int started = 1;
        int off = 0;
        for (int index = 1; index < CoreTable.Count; index++)
        {
            ref CoreEntry entry = ref CoreTable.Get(index);
            if (entry.Error == CoreError.None && started >= maximum)
            {
                off++;
                continue;
            }

            entry.Error = entry.Error == CoreError.None ? CoreRelease.Release(index, board) : entry.Error;
            if (entry.Error == CoreError.None)
            {
                started++;
            }
            else
            {
                CoreLog.WriteLeftOut(index);
            }
        }

        CoreLog.WriteOff(off, maximum);
        AwaitAll(CoreState.Arrived);
        for (int index = 1; index < CoreTable.Count; index++)
        {
            if (CoreTable.Get(index).Core != null)
            {
                Judge(index, arguments);
            }
        }
    }

    /// <summary>Lets the cores that came go on to patched code, and says how many there are.</summary>
    public static void Resume()
    {
        Rendezvous.Resume();
        AwaitAll(CoreState.Online);
        int online = 1;
        for (int index = 1; index < CoreTable.Count; index++)
        {
            ref CoreEntry entry = ref CoreTable.Get(index);
            if (IsAt(entry, CoreState.Online))
            {
                online++;
            }
            else if (entry.Core != null && entry.Core->Order == (uint)CoreOrder.Join)
            {
                entry.Error = CoreError.Stuck;
                CoreLog.WriteLeftOut(index);
            }
        }

        CoreLog.WriteBroughtUp(online);
    }

    private static void Judge(int index, BootArguments arguments)
    {
        ref CoreEntry entry = ref CoreTable.Get(index);
        if (!IsAt(entry, CoreState.Arrived))
        {
            entry.Error = CoreError.TimedOut;
            CoreLog.WriteLeftOut(index);
            Flag.Store(&entry.Core->Order, (uint)CoreOrder.Park);
            return;
        }

        CoreLog.WriteBooted(index);
        Cpus.Add(index, entry.Core->Hardware, arguments);
        Flag.Store(&entry.Core->Order, (uint)CoreOrder.Join);
    }

    // One bound for all: a machine with many cores that don't come boots on all the same.
    private static void AwaitAll(CoreState state)
    {
        ulong start = LogCounter.Read();
        ulong ticks = LogCounter.WaitFrequency * SecondsToCome;
        int next = 1;
        while (next < CoreTable.Count && LogCounter.Read() - start < ticks)
        {
            CoreEntry entry = CoreTable.Get(next);
            next += entry.Core == null || entry.Core->Order == (uint)CoreOrder.Park || IsAt(entry, state) ? 1 : 0;
        }
    }

    private static bool IsAt(in CoreEntry entry, CoreState state) => entry.Core != null && Flag.Load(&entry.Core->State) == (uint)state;
}
