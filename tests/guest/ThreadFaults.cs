using System;
using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Image;
using BareMetal.Boot.Serial;
using BareMetal.Threading;

namespace BareMetal.Guest;

/// <summary>One way each to break a rule about several cores.</summary>
// SAFETY: what is wrong here is the test: the store of one core must fault. Other arguments are null.
internal static unsafe class ThreadFaults
{
    private const int LongerThanBuffer = 300;

    private static SpinLock s_lock;
    private static CoreBarrier s_barrier;
    private static uint s_go;
    private static int s_zero;

    public static void Run(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("run-on-core-0"u8))
        {
            Cores.Run(0, &Nothing, null);
        }
        else if (name.SequenceEqual("run-on-no-core"u8))
        {
            Cores.Run(Cores.Limit, &Nothing, null);
        }
        else if (name.SequenceEqual("wait-for-self"u8))
        {
            Cores.Run(1, &WaitForSelf, null);
            Cores.Wait(1);
        }
        else if (name.SequenceEqual("run-on-all-twice"u8))
        {
            Cores.Run(1, &RunOnAll, null);
            Cores.Wait(1);
        }
        else if (name.SequenceEqual("percore-not-made"u8))
        {
            PerCore<int> none = default;
            none.Current++;
        }
        else if (name.SequenceEqual("percore-full"u8))
        {
            while (s_zero == 0)
            {
                s_zero = new PerCore<Line>().Current.First;
            }
        }
        else if (name.SequenceEqual("barrier-for-none"u8))
        {
            CoreBarrier barrier = default;
            barrier.SignalAndWait();
        }
        else if (name.SequenceEqual("lock-twice"u8))
        {
            Enter(null);
            Enter(null);
        }
        else if (name.SequenceEqual("unlock-of-another"u8))
        {
            Cores.Run(1, &Enter, null);
            Cores.Wait(1);
            s_lock.Exit();
        }
        else if (name.SequenceEqual("panic-on-core"u8))
        {
            Cores.Run(1, &Divide, null);
            WriteForEver(null);
        }
        else if (name.SequenceEqual("exception-on-core"u8))
        {
            Cores.Run(1, &WriteForEver, null);
            Cores.Run(2, &Store, null);
            WriteForEver(null);
        }
        else if (name.SequenceEqual("panics-on-all"u8))
        {
            s_barrier = new CoreBarrier(Cores.Count);
            Cores.RunOnAll(&DivideTogether, null);
        }
        else if (name.SequenceEqual("stack-overflow-on-core"u8))
        {
            Cores.Run(1, &Overflow, null);
            Cores.Wait(1);
        }
        else if (name.SequenceEqual("panic-after-open-line"u8))
        {
            Cores.Run(1, &KeepLine, null);
            AwaitGo();
            s_zero = 1 / s_zero;
        }
        else if (name.SequenceEqual("stop-of-stuck-core"u8))
        {
            Cores.Run(1, &Stick, null);
            AwaitGo();
            Log.Line(Rendezvous.Stop() ? "stopped"u8 : "not stopped"u8);
            Volatile.Write(ref s_go, 0u);
            Cores.Wait(1);
            Log.Line(Rendezvous.Stop() ? "stopped the next time"u8 : "not stopped the next time"u8);
            Rendezvous.Resume();
        }
        else if (name.SequenceEqual("stop-by-another"u8))
        {
            Cores.Run(1, &StopOthers, null);
            Cores.Wait(1);
        }
    }

    private static void Nothing(void* argument)
    {
    }

    private static void WaitForSelf(void* argument) => Cores.Wait(1);

    private static void RunOnAll(void* argument) => Cores.RunOnAll(&Nothing, null);

    private static void Enter(void* argument)
    {
        bool taken = false;
        s_lock.Enter(ref taken);
    }

    private static void Divide(void* argument) => s_zero = 1 / s_zero;

    private static void DivideTogether(void* argument)
    {
        s_barrier.SignalAndWait();
        Divide(null);
    }

    private static void Store(void* argument) => *(uint*)ImageLayout.TextStart = 0;

    private static void Overflow(void* argument) => s_zero = (int)Recurse(0);

    private static void WriteForEver(void* argument)
    {
        for (ulong line = 0; ; line++)
        {
            Log.Begin();
            Log.Text("CPU "u8);
            Log.Decimal((ulong)Cores.Current);
            Log.Text(" writes line "u8);
            Log.Decimal(line);
            Log.End();
        }
    }

    // More of a line than a core keeps: the console is its own until the line ends.
    private static void KeepLine(void* argument)
    {
        for (int count = 0; count < LongerThanBuffer; count++)
        {
            SerialConsole.Write("."u8);
        }

        Stick(null);
    }

    private static void Stick(void* argument)
    {
        Volatile.Write(ref s_go, 1u);
        while (Volatile.Read(ref s_go) != 0)
        {
        }
    }

    private static void AwaitGo()
    {
        while (Volatile.Read(ref s_go) == 0)
        {
        }
    }

    private static void StopOthers(void* argument) => Log.Line(Rendezvous.Stop() ? "stopped"u8 : "not stopped"u8);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Recurse(long depth) => depth < 0 ? 0 : Recurse(depth + 1) + depth;

    [InlineArray(64)]
    private struct Line
    {
        private byte _first;

        public readonly byte First => _first;
    }
}
