using System.Collections.Generic;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Serial;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>The <c>@inputs</c> line of a boot: what decided besides the registers of single cores.</summary>
/// <param name="Effective">The registers as they counted for all cores.</param>
/// <param name="Conduit">How firmware is called.</param>
/// <param name="CounterFrequency">CNTFRQ_EL0, in hertz.</param>
/// <param name="Load">PA of the Image.</param>
/// <param name="VirtualOffset">VA less PA of the Image, in bytes.</param>
/// <param name="BootArguments">All of them.</param>
/// <param name="Cpus">How many cores the machine has.</param>
internal sealed record ReportedInputs(
    IdRegisters Effective,
    SmcccConduit Conduit,
    ulong CounterFrequency,
    ulong Load,
    ulong VirtualOffset,
    string BootArguments,
    int Cpus)
{
    /// <param name="log">Where the line is from.</param>
    /// <param name="line">The line.</param>
    /// <param name="bootCore">The boot core's registers, which count where the line doesn't say otherwise.</param>
    public static ReportedInputs Of(ReportedLog log, InputsLine line, IdRegisters bootCore) => new(
        ReadEffective(line.Effective, bootCore),
        line.Conduit switch
        {
            "hvc" => SmcccConduit.Hvc,
            "smc" => SmcccConduit.Smc,
            "none" => SmcccConduit.None,
            _ => throw log.Bad(LineKind.Inputs, 0, $"conduit '{line.Conduit}' is unknown"),
        },
        line.CounterFrequency >= 0 ? (ulong)line.CounterFrequency : throw log.Bad(LineKind.Inputs, 0, "cntfrq is negative"),
        line.Load,
        line.VirtualOffset,
        line.BootArguments,
        line.Cpus);

    private static IdRegisters ReadEffective(IReadOnlyDictionary<string, ulong> changes, IdRegisters bootCore)
    {
        IdRegisters effective = bootCore;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            if (changes.TryGetValue(CpuText.Name((IdRegister)index), out ulong value))
            {
                effective.Set((IdRegister)index, value);
            }
        }

        return effective;
    }
}
