using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Cores;

/// <summary>What a boot says about its cores, in Linux's words where Linux has some.</summary>
// SAFETY: only of a core that has come, so it has a Core, which stays mapped.
internal static unsafe class CoreLog
{
    private const int MpidrDigits = 10;
    private const int MidrDigits = 8;

    /// <summary>A core that has come.</summary>
    public static void WriteBooted(int index)
    {
        Begin(index);
        Log.Text(": Booted secondary processor "u8);
        Log.Hex(CoreTable.Get(index).Mpidr, MpidrDigits);
        Log.Text(" ["u8);
        Log.Hex(CoreTable.Get(index).Core->Hardware.Get(IdRegister.MidrEl1), MidrDigits);
        Log.Text("]"u8);
        Log.End();
    }

    /// <summary>A core that is left out, and why.</summary>
    public static void WriteLeftOut(int index)
    {
        Begin(index);
        Log.Text(": left out: MPIDR "u8);
        Log.Hex(CoreTable.Get(index).Mpidr, MpidrDigits);
        Log.Text(": "u8);
        Log.Text(CoreErrorText.Of(CoreTable.Get(index).Error));
        Log.End();
    }

    /// <summary>Cores that <c>maxcpus=</c> leaves off.</summary>
    public static void WriteOff(int count, int maximum)
    {
        if (count != 0)
        {
            Log.Begin();
            Log.Text("smp: maxcpus="u8);
            Log.Decimal((ulong)maximum);
            Log.Text(": "u8);
            Log.Decimal((ulong)count);
            Log.Text(count == 1 ? " CPU stays off"u8 : " CPUs stay off"u8);
            Log.End();
        }
    }

    /// <summary>Cores that the table has no room for.</summary>
    public static void WriteOverflow(in BoardCores cores)
    {
        if (cores.Overflow != 0)
        {
            Log.Begin();
            Log.Text("smp: "u8);
            Log.Decimal((ulong)cores.Overflow);
            Log.Text(" CPUs left out: no more than "u8);
            Log.Decimal(Core.MaximumCount);
            Log.Text(" are started; the first of them has MPIDR "u8);
            Log.Hex(cores.FirstOverflow, MpidrDigits);
            Log.End();
        }
    }

    /// <summary>How many cores run patched code.</summary>
    public static void WriteBroughtUp(int count)
    {
        Log.Begin();
        Log.Text("smp: Brought up "u8);
        Log.Decimal((ulong)count);
        Log.Text(count == 1 ? " CPU"u8 : " CPUs"u8);
        Log.End();
    }

    private static void Begin(int index)
    {
        Log.Begin();
        Log.Text("CPU"u8);
        Log.Decimal((ulong)index);
    }
}
