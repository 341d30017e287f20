using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Counts instructions; <c>bench=</c> says of what.</summary>
internal static class Program
{
    public static int Main(BootArguments arguments)
    {
        if (!InstructionCounter.Start())
        {
            Log.Line("bench: this CPU doesn't count INST_RETIRED: boot with -icount shift=0,sleep=off, on a CPU model with pmu=on"u8);
            return 1;
        }

        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("bench.linux"u8) && Ascii.TryParse(argument.Value, 16, out uint physical))
            {
                return LinuxBench.Run(physical) ? 0 : 1;
            }
        }

        Log.Line("bench: nothing asked for: bench.linux=PA"u8);
        return 1;
    }
}
