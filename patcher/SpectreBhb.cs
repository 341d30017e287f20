namespace BareMetal.Patcher;

/// <summary>How many branches push a core's branch history out (Spectre-BHB, CVE-2022-23960), by Arm's list of cores.</summary>
public static class SpectreBhb
{
    /// <summary>Iterations of the clearing loop; 0 for a core that isn't on the list, or protects its branch history itself.</summary>
    public static byte LoopIterations(in IdRegisters registers) =>
        CpuFeatures.Detect(registers).Has(CpuCap.SpectreBhb) ? CpuErrata.Value(CpuCap.SpectreBhb, registers) : (byte)0;
}
