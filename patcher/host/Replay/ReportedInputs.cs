using System;
using System.Text.Json;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>The <c>@inputs</c> line of a boot: what decided besides the registers of single cores.</summary>
/// <param name="Effective">The registers as they counted for all cores.</param>
/// <param name="Conduit">How firmware is called.</param>
/// <param name="CounterFrequency">CNTFRQ_EL0, in hertz.</param>
/// <param name="Load">PA of the Image.</param>
/// <param name="VirtualOffset">VA less PA of the Image, in bytes.</param>
/// <param name="BootArguments">All of them.</param>
/// <param name="Cpus">How many cores the machine has; 0 where the boot doesn't say so.</param>
internal sealed record ReportedInputs(
    IdRegisters Effective,
    SmcccConduit Conduit,
    ulong CounterFrequency,
    ulong Load,
    ulong VirtualOffset,
    string BootArguments,
    int Cpus)
{
    /// <param name="bootCore">The boot core's registers, which count where the line doesn't say otherwise.</param>
    public static ReportedInputs Read(JsonElement line, IdRegisters bootCore) => new(
        ReadEffective(line.GetProperty("effective"), bootCore),
        ReadConduit(ReportLine.Text(line.GetProperty("conduit"))),
        line.GetProperty("cntfrq").GetUInt64(),
        ReportLine.Hex(line.GetProperty("load")),
        ReportLine.Hex(line.GetProperty("voffset")),
        ReportLine.Text(line.GetProperty("bootargs")),
        line.TryGetProperty("cpus", out JsonElement count) ? count.GetInt32() : 0);

    private static IdRegisters ReadEffective(JsonElement changes, IdRegisters bootCore)
    {
        IdRegisters effective = bootCore;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            if (changes.TryGetProperty(CpuText.Name((IdRegister)index), out JsonElement value))
            {
                effective.Set((IdRegister)index, ReportLine.Hex(value));
            }
        }

        return effective;
    }

    private static SmcccConduit ReadConduit(string name) => name switch
    {
        "hvc" => SmcccConduit.Hvc,
        "smc" => SmcccConduit.Smc,
        "none" => SmcccConduit.None,
        _ => throw new FormatException(),
    };
}
