using System;
using System.Threading;
using BareMetal.Boot.Serial;
using BareMetal.Threading;
using SystemConsole = System.Console;

namespace BareMetal.Guest;

/// <summary>
/// <c>test=threads</c>: what <see cref="BareMetal.Threading"/> promises, on as many cores as there are. <c>test=lines</c>: lines of
/// all cores.
/// </summary>
// SAFETY: arguments are null or point to locals of a method that waits for the cores before it returns; addresses of variables are only
// compared.
internal static unsafe class ThreadChecks
{
    private const int Increments = 2000;
    private const int Phases = 25;
    private const int Lines = 50;

    private static PerCore<long> s_own;
    private static PerCore<byte> s_byte;
    private static CoreBarrier s_barrier;
    private static SpinLock s_lock;
    private static int s_plain;
    private static int s_sum;
    private static int s_phaseSum;
    private static int s_wrong;
    private static uint s_go;

    /// <summary>Logs what is wrong; true where nothing is.</summary>
    public static bool Run()
    {
        Check.Group("threads"u8);
        Numbers();
        Storage();
        Sums();
        Barriers();
        Work();
        return Check.Finish();
    }

    /// <summary>
    /// Each core writes lines of several parts, short ones and ones longer than a core's buffer, in the log and by System.Console.
    /// </summary>
    public static void WriteLines() => Cores.RunOnAll(&WriteLinesOfCore, null);

    private static void Numbers()
    {
        int online = 0;
        for (int core = 0; core < Cores.Limit; core++)
        {
            online += Cores.IsOnline(core) ? 1 : 0;
        }

        Check.That("count"u8, Cores.Count == online && Environment.ProcessorCount == online);
        Check.That("current"u8, Cores.Current == 0 && Thread.GetCurrentProcessorId() == 0 && Cores.IsOnline(0));
        Check.That("no such core"u8, !Cores.IsOnline(Cores.Limit) && !Cores.IsOnline(-1));
    }

    private static void Storage()
    {
        s_own = new PerCore<long>();
        s_byte = new PerCore<byte>();
        s_sum = 0;
        Cores.RunOnAll(&Mark, null);
        bool right = true;
        for (int core = 0; core < Cores.Limit; core++)
        {
            right &= !Cores.IsOnline(core) || (s_own[core] == core + 100 && s_byte[core] == core);
        }

        Check.That("each core has its own"u8, right && s_own.Current == 100);
        fixed (long* own = &s_own.Current)
        fixed (byte* octet = &s_byte.Current)
        {
            Check.That("lines of their own"u8, (ulong)own % 64 == 0 && (ulong)octet - (ulong)own == 64);
        }
    }

    private static void Mark(void* argument)
    {
        s_own.Current += Cores.Current + 100;
        s_byte.Current = (byte)Thread.GetCurrentProcessorId();
    }

    private static void Sums()
    {
        Cores.RunOnAll(&Add, null);
        Check.That("atomics lose nothing"u8, s_sum == Increments * Cores.Count);
        Check.That("a spin lock lets one in"u8, s_plain == Increments * Cores.Count && s_wrong == 0);
        bool taken = false;
        s_lock.TryEnter(ref taken);
        Check.That("held"u8, taken && s_lock.IsHeld && s_lock.IsHeldByCurrentThread);
        s_wrong = 0;
        ForEachOther(&TryEnter);
        Check.That("a held lock isn't given"u8, s_wrong == 0);
        s_lock.Exit();
        Check.That("free"u8, !s_lock.IsHeld && !s_lock.IsHeldByCurrentThread);
    }

    private static void Add(void* argument)
    {
        for (int count = 0; count < Increments; count++)
        {
            Interlocked.Increment(ref s_sum);
            bool taken = false;
            s_lock.Enter(ref taken);
            s_wrong += s_lock.IsHeldByCurrentThread ? 0 : 1;
            s_plain++;
            s_lock.Exit();
        }
    }

    private static void TryEnter(void* argument)
    {
        bool taken = false;
        s_lock.TryEnter(ref taken);
        s_wrong += taken || s_lock.IsHeldByCurrentThread || !s_lock.IsHeld ? 1 : 0;
    }

    private static void Barriers()
    {
        s_barrier = new CoreBarrier(Cores.Count);
        s_wrong = 0;
        Cores.RunOnAll(&MeetOften, null);
        Check.That("a barrier holds all"u8, s_barrier.Participants == Cores.Count && s_wrong == 0 && s_phaseSum == Phases * Cores.Count);
    }

    private static void MeetOften(void* argument)
    {
        for (int phase = 1; phase <= Phases; phase++)
        {
            Interlocked.Increment(ref s_phaseSum);
            s_barrier.SignalAndWait();
            if (s_phaseSum != phase * Cores.Count)
            {
                Interlocked.Increment(ref s_wrong);
            }

            s_barrier.SignalAndWait();
        }
    }

    private static void Work()
    {
        Check.That("core 0 takes none"u8,
            !Cores.TryRun(0, &Nothing, null) && !Cores.TryRun(Cores.Limit, &Nothing, null) && !Cores.TryRun(-1, &Nothing, null));
        for (int core = 1; core < Cores.Limit; core++)
        {
            if (!Cores.IsOnline(core))
            {
                continue;
            }

            int answer = 0;
            s_go = 0;
            Cores.Run(core, &Answer, &answer);
            Check.That("a core at work takes none"u8, !Cores.TryRun(core, &Nothing, null));
            Volatile.Write(ref s_go, 1u);
            Cores.Run(core, &Answer, &answer);
            Cores.Wait(core);
            Check.That("one after the other, with its argument"u8, answer == 2 * (core + 1));
            Check.That("a core without work is waited for no longer"u8, Cores.TryRun(core, &Nothing, null));
            Cores.Wait(core);
        }
    }

    private static void ForEachOther(delegate*<void*, void> method)
    {
        for (int core = 1; core < Cores.Limit; core++)
        {
            if (Cores.IsOnline(core))
            {
                Cores.Run(core, method, null);
                Cores.Wait(core);
            }
        }
    }

    private static void Answer(void* argument)
    {
        while (Volatile.Read(ref s_go) == 0)
        {
            Thread.SpinWait(1);
        }

        *(int*)argument += Cores.Current + 1;
    }

    private static void Nothing(void* argument)
    {
    }

    private static void WriteLinesOfCore(void* argument)
    {
        const int LongParts = 30;
        for (int line = 0; line < Lines; line++)
        {
            SystemConsole.Write("line of core ");
            SystemConsole.Write(Cores.Current);
            SystemConsole.Write(", number ");
            SystemConsole.WriteLine(line);
            Log.Begin();
            Log.Text("log of core "u8);
            Log.Decimal((ulong)Cores.Current);
            Log.Text(", number "u8);
            Log.Decimal((ulong)line);
            Log.End();
            SystemConsole.Write("long line ");
            SystemConsole.Write(line);
            for (int part = 0; part < LongParts; part++)
            {
                SystemConsole.Write(", of core ");
                SystemConsole.Write(Cores.Current);
            }

            SystemConsole.WriteLine();
        }
    }
}
