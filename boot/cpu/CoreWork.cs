using System.Diagnostics.CodeAnalysis;
using System.Threading;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Serial;

namespace BareMetal.Boot.Cpu;

/// <summary>What a core has to do: one call at a time, which another core gives to it.</summary>
internal unsafe struct CoreWork
{
    /// <summary>A <see cref="CoreWorkState"/>.</summary>
    public uint State;

    private delegate*<void*, void> _method;
    private void* _argument;

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

            work->_method(work->_argument);
            SerialConsole.Flush();
            Flag.Store(&work->State, CoreWorkState.Idle);
        }
    }

    /// <summary>Gives a core a call. False where it isn't idle: it works, or hasn't come, or is the boot core, which runs the program.</summary>
    public static bool TryGive(Core* core, delegate*<void*, void> method, void* argument)
    {
        CoreWork* work = &core->Work;
        if (Interlocked.CompareExchange(ref work->State, CoreWorkState.Taken, CoreWorkState.Idle) != CoreWorkState.Idle)
        {
            return false;
        }

        work->_method = method;
        work->_argument = argument;
        Flag.Store(&work->State, CoreWorkState.Given);
        return true;
    }

    /// <summary>Whether a core has a call that it hasn't come back from.</summary>
    public static bool IsAtWork(Core* core) => Flag.Load(&core->Work.State) is CoreWorkState.Taken or CoreWorkState.Given;
}
