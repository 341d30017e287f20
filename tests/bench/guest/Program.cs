using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>
/// Counts instructions. <c>bench.linux=PA</c>: of a kernel's table, from the header there. <c>bench.tables=PA</c>: of synthetic tables,
/// made there, up to <c>bench.largest=</c> entries. <c>bench.calls=1</c>: of loops around alternatives of C#.
/// <c>bench.rendezvous=PA</c>: of stopping the other cores, with a table there. <c>bench.start=1</c>: of core 1 coming. PAs are
/// hexadecimal.
/// </summary>
internal static class Program
{
    private const uint DefaultLargest = 1000;

    public static int Main(BootArguments arguments)
    {
        ulong begun = LogCounter.Read();
        if (!InstructionCounter.Start())
        {
            Log.Line("bench: this CPU doesn't count INST_RETIRED: boot with -icount shift=0,sleep=off, on a CPU model with pmu=on"u8);
            return 1;
        }

        uint linux = Number(arguments, "bench.linux"u8, 16, 0);
        uint tables = Number(arguments, "bench.tables"u8, 16, 0);
        uint largest = Number(arguments, "bench.largest"u8, 10, DefaultLargest);
        bool calls = Number(arguments, "bench.calls"u8, 10, 0) != 0;
        uint rendezvous = Number(arguments, "bench.rendezvous"u8, 16, 0);
        bool start = Number(arguments, "bench.start"u8, 10, 0) != 0;
        if (linux == 0 && tables == 0 && !calls && rendezvous == 0 && !start)
        {
            Log.Line("bench: nothing asked for: bench.linux=PA, bench.tables=PA, bench.calls=1, bench.rendezvous=PA or bench.start=1"u8);
            return 1;
        }

        bool isDone = linux == 0 || LinuxBench.Run(linux);
        isDone &= tables == 0 || SyntheticBench.Run(tables, largest);
        isDone &= !calls || CallBench.Run();
        isDone &= rendezvous == 0 || RendezvousBench.Run(rendezvous, begun);
        isDone &= !start || CoreStartBench.Run();
        return isDone ? 0 : 1;
    }

    private static uint Number(BootArguments arguments, System.ReadOnlySpan<byte> key, uint radix, uint otherwise)
    {
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is(key) && Ascii.TryParse(argument.Value, radix, out uint value))
            {
                return value;
            }
        }

        return otherwise;
    }
}
