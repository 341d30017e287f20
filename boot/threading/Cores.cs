using BareMetal.Boot.Boards;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using Internal.Runtime.CompilerHelpers;

namespace BareMetal.Threading;

/// <summary>
/// The cores of the machine, and work for them. Main runs on core 0 while the others wait for work. A core that doesn't come, or is
/// left out by maxcpus=, keeps its number: numbers are below <see cref="Limit"/>, and not all of them need be online.
/// </summary>
// SAFETY: a core that is online keeps its Core; method and argument are the caller's to keep until Wait comes back.
public static unsafe class Cores
{
    /// <summary>How many cores are online: they run code, or wait for some.</summary>
    public static int Count => CoreTable.OnlineCount;

    /// <summary>What the numbers of all cores are below, online or not.</summary>
    public static int Limit => CoreTable.Count;

    /// <summary>The number of the core that runs this.</summary>
    public static int Current => (int)Core.Current->Index;

    /// <summary>Whether a core is online.</summary>
    public static bool IsOnline(int core) => (uint)core < (uint)Limit && CoreTable.IsOnline(core);

    /// <summary>
    /// Has a core run a method, and comes back while it does; where it is at work, it waits for that to end. A core can't give work
    /// to itself nor to core 0, nor to one that isn't online: a panic.
    /// </summary>
    public static void Run(int core, delegate*<void*, void> method, void* argument)
    {
        Core* other = OtherOnline(core);
        while (!CoreWorker.TryGive(other, method, argument))
        {
            CoreWait.Pause();
        }
    }

    /// <summary>
    /// Has a core run a method, and comes back while it does. False where it is at work, or isn't there, or is core 0 or this core.
    /// </summary>
    public static bool TryRun(int core, delegate*<void*, void> method, void* argument) =>
        IsOnline(core) && CoreWorker.TryGive(CoreTable.At(core), method, argument);

    /// <summary>Waits until a core has come back from what it runs. Not for this core nor for core 0, which runs Main: a panic.</summary>
    public static void Wait(int core)
    {
        Core* other = OtherOnline(core);
        while (CoreWorker.IsAtWork(other))
        {
            CoreWait.Pause();
        }
    }

    /// <summary>
    /// Has every core that is online run a method, this one too, and waits until all have come back. To be called on core 0.
    /// </summary>
    public static void RunOnAll(delegate*<void*, void> method, void* argument)
    {
        if (Current != 0)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        for (int core = 1; core < Limit; core++)
        {
            if (IsOnline(core))
            {
                Run(core, method, argument);
            }
        }

        method(argument);
        for (int core = 1; core < Limit; core++)
        {
            if (IsOnline(core))
            {
                Wait(core);
            }
        }
    }

    /// <summary>
    /// Starts a core that isn't online, on core 0. False where it doesn't come, or can't join, since it lacks what is in use
    /// already: the log says why.
    /// </summary>
    public static bool TryStart(int core)
    {
        if (Current != 0)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        return (uint)core < (uint)Limit && CoreStarter.TryStart(core, ThisMachine.Board, ThisMachine.Arguments) == CoreError.None;
    }

    /// <summary>
    /// Where core 0 may stop this core for a moment, to patch. Whatever waits by this class, <see cref="CoreBarrier"/> or SpinLock has such
    /// points; work that runs for seconds without waiting calls this now and then, where the program patches at run time.
    /// </summary>
    public static void PatchingPoint() => Rendezvous.Point();

    private static Core* OtherOnline(int core)
    {
        if ((uint)core >= (uint)Limit)
        {
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        }

        if (core == 0 || core == Current || !IsOnline(core))
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        return CoreTable.At(core);
    }
}
