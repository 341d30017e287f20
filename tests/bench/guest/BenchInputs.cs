using System.Diagnostics;
using BareMetal.Boot.Cpu;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>What decides patching on this CPU.</summary>
internal static class BenchInputs
{
    public static AltInputs Read()
    {
        AltInputs inputs = default;
        CpuIdRegisters.Read(out inputs.Registers);
        inputs.Registers.DeduceCtr();
        inputs.CounterFrequency = (ulong)Stopwatch.Frequency;
        inputs.Capabilities = CpuFeatures.Detect(inputs.Registers);
        return inputs;
    }
}
