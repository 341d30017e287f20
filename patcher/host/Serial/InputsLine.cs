using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace BareMetal.AltTool.Serial;

/// <summary>The <c>@inputs</c> line: what decides patching besides the ID registers of <c>@idregs</c>.</summary>
/// <param name="Effective">
/// The ID registers that count otherwise than the boot core has them: overridden, hidden, deduced, less on another core.
/// </param>
/// <param name="Conduit">How firmware is called: <c>hvc</c>, <c>smc</c> or <c>none</c>.</param>
/// <param name="CounterFrequency">CNTFRQ_EL0, in hertz.</param>
/// <param name="ExceptionLevel">Level at entry.</param>
/// <param name="Load">Physical address of the Image.</param>
/// <param name="VirtualOffset">Virtual less physical address of the Image.</param>
/// <param name="BootArguments">As the device tree has them.</param>
/// <param name="Cpus">Cores of the machine, also such as didn't start; Images for one core don't say it.</param>
public sealed record InputsLine(
    IReadOnlyDictionary<string, ulong> Effective,
    string Conduit,
    [property: JsonPropertyName("cntfrq")] long CounterFrequency,
    [property: JsonPropertyName("el")] int ExceptionLevel,
    ulong Load,
    [property: JsonPropertyName("voffset")] ulong VirtualOffset,
    [property: JsonPropertyName("bootargs")] string BootArguments,
    int Cpus = 1);
