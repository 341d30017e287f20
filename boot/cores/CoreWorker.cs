using System.Diagnostics.CodeAnalysis;
using System.Threading;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;

namespace BareMetal.Boot.Cores;

/// <summary>Work for a core that is online: another core gives it, the core does it.</summary>
// SAFETY: a Core is mapped from the start of its core to the end of the program. Only the core that took State from Idle writes the
// call, and the worker reads it after its load-acquire of Given.
internal static unsafe class CoreWorker
{
    /// <summary>The life of a core that is online, other than the boot core: it waits for work and does it.</summary>
    [DoesNotReturn]
    public static void Loop(Core* self)
    {
        CoreWork* work = &self->Work;
        while (true)
        {
            while (Flag.Load(&work->State) != CoreWorkState.Given)
            {
                Rendezvous.Point();
                Flag.WaitForEvent();
            }

            work->Method(work->Argument);
            SerialConsole.Flush();
            Flag.Store(&work->State, CoreWorkState.Idle);
        }
    }

    /// <summary>
    /// Gives a core a call. False where it isn't idle: it works, or hasn't come, or is the boot core, which runs the program.
    /// </summary>
    public static bool TryGive(Core* core, delegate*<void*, void> method, void* argument)
    {
        CoreWork* work = &core->Work;
        if (Interlocked.CompareExchange(ref work->State, CoreWorkState.Taken, CoreWorkState.Idle) != CoreWorkState.Idle)
        {
            return false;
        }

        work->Method = method;
        work->Argument = argument;
        Flag.Store(&work->State, CoreWorkState.Given);
        return true;
    }

    /// <summary>Whether a core has a call that it hasn't come back from.</summary>
    public static bool IsAtWork(Core* core) => Flag.Load(&core->Work.State) is CoreWorkState.Taken or CoreWorkState.Given;
}
