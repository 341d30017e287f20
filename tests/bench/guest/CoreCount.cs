using BareMetal.Boot.Cpu;

namespace BareMetal.Bench.Guest;

/// <summary>
/// Counting with several cores: under -icount QEMU runs one at a time, until it waits (WFE, YIELD), and the count is that of all together.
/// </summary>
internal static class CoreCount
{
    // What two looks at the count take by themselves.
    private static uint s_empty;

    /// <summary>Measures what a measurement takes.</summary>
    public static void Initialize()
    {
        uint start = InstructionCounter.Read();
        s_empty = InstructionCounter.Read() - start;
    }

    /// <summary>Instructions since <paramref name="start"/>, without those of looking.</summary>
    public static uint Since(uint start) => InstructionCounter.Read() - start - s_empty;

    /// <summary>Instructions of a turn of each other core, and of the YIELD that gives it to them.</summary>
    public static uint Turn()
    {
        uint start = InstructionCounter.Read();
        Flag.Yield();
        return Since(start);
    }

    /// <summary>Lets the others go on to where they wait.</summary>
    public static void Settle()
    {
        Flag.Yield();
        Flag.Yield();
    }
}
