using System;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;

namespace BareMetal.Boot.Cores;

/// <summary>
/// The others stand still while text is written, in code that holds no site, and synchronise their context (ISB) before they run patched
/// code. There are no interrupts: a core comes at its next <see cref="Point"/>. The boot core alone stops and resumes.
/// </summary>
// SAFETY: the generation is a static, which never moves; a core in the table keeps its Core mapped. The boot core alone writes the
// generation.
internal static unsafe class Rendezvous
{
    private const ulong SecondsToCome = 5;

    // Odd while the others have to stand still. A core that starts comes into the first stop, which ends when the system pass is done.
    private static uint s_generation = 1;

    private static uint* Generation => (uint*)Unsafe.AsPointer(ref s_generation);

    /// <summary>Where a core may be stopped: between two pieces of work, and while it waits for one.</summary>
    public static void Point()
    {
        if ((Flag.Load(Generation) & 1) != 0)
        {
            Stand(Core.Current);
        }
    }

    /// <summary>
    /// On the boot core: comes back when all cores that are online stand still, at once where they do already. False where one didn't come
    /// within five seconds: it is named, the others go on, and no text may be written.
    /// </summary>
    public static bool Stop()
    {
        if (Core.Current->Index != 0)
        {
            Complain(Core.Current, " can't stop the others: patch on the boot core, where Main runs"u8);
            return false;
        }

        // The console isn't held by the one that stops cores which wait for it.
        SerialConsole.Flush();
        uint stopped = Flag.Load(Generation) | 1;
        Flag.Store(Generation, stopped);
        if (AllReach(stopped, " doesn't come to the rendezvous, so nothing is patched: "u8
            + "let its work wait by Cores, CoreBarrier or SpinLock, or call Cores.PatchingPoint"u8))
        {
            return true;
        }

        Flag.Store(Generation, stopped + 1);
        return false;
    }

    /// <summary>On the boot core, after <see cref="Stop"/>: the others go on. Comes back when each has synchronised its context.</summary>
    public static void Resume()
    {
        uint resumed = Flag.Load(Generation) + 1;
        Flag.Store(Generation, resumed);
        AllReach(resumed, " doesn't come back from the rendezvous: it is lost"u8);
    }

    /// <summary>Says that this core stands still, and returns when it may go on. All of it runs while text is being written.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Wait(Core* self)
    {
        uint stopped = Flag.Load(Generation);
        Flag.Store(&self->Generation, stopped);
        if ((stopped & 1) == 0)
        {
            return;
        }

        while (Flag.Load(Generation) == stopped)
        {
            Flag.WaitForEvent();
        }

        Cache.ContextSynchronize();
        Flag.Store(&self->Generation, stopped + 1);
    }

    // The boot core never waits here: it may reach a point before the first stop has ended.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Stand(Core* self)
    {
        if (self->Index != 0)
        {
            SerialConsole.Flush();
            Wait(self);
        }
    }

    // By YIELD, not WFE: a core that is lost sends no event.
    private static bool AllReach(uint generation, ReadOnlySpan<byte> complaint)
    {
        bool all = true;
        ulong limit = SecondsToCome * LogCounter.WaitFrequency;
        ulong start = LogCounter.Read();
        for (int index = 1; index < CoreTable.Count; index++)
        {
            Core* core = CoreTable.At(index);
            while (CoreTable.IsOnline(index) && Flag.Load(&core->Generation) != generation)
            {
                if (LogCounter.Read() - start > limit)
                {
                    Complain(core, complaint);
                    all = false;
                    break;
                }

                Flag.Yield();
            }
        }

        return all;
    }

    private static void Complain(Core* core, ReadOnlySpan<byte> text)
    {
        Log.Begin();
        Log.Text("rendezvous: CPU "u8);
        Log.Decimal(core->Index);
        Log.Text(text);
        Log.End();
    }
}
