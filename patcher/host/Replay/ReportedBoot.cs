using System;
using System.Collections.Generic;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Serial;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>
/// What a boot reported of what decides patching: the <c>@idregs</c> lines of a serial log, and its <c>@inputs</c> line where there
/// is one.
/// </summary>
internal sealed class ReportedBoot
{
    private ReportedBoot(IReadOnlyList<ReportedCore> cores, ReportedInputs? inputs)
    {
        Cores = cores;
        Inputs = inputs;
    }

    /// <summary>The cores that took part, in ascending order of their numbers; the first is the boot core.</summary>
    public IReadOnlyList<ReportedCore> Cores { get; }

    /// <summary>What else decided; null without @inputs.</summary>
    public ReportedInputs? Inputs { get; }

    /// <summary>How many cores the machine has, as far as it is known.</summary>
    public int CoreCount => Math.Max(Inputs?.Cpus ?? 0, Cores[^1].Cpu + 1);

    /// <summary>Its boot arguments; empty without @inputs.</summary>
    public string BootArguments => Inputs?.BootArguments ?? "";

    /// <summary>The registers as they counted for all cores; null without @inputs.</summary>
    public IdRegisters? Effective => Inputs?.Effective;

    public static ReportedBoot Of(ReportedLog log)
    {
        log.RequireIntact(LineKind.Registers, LineKind.Inputs);
        SerialReport report = log.Report;
        List<ReportedCore> cores = [];
        for (int index = 0; index < report.Registers.Count; index++)
        {
            cores.Add(new ReportedCore(report.Cpus[index], ReadHardware(log, index)));
        }

        log.Require(cores.Count == 0 ? null : cores, LineKind.Registers);
        return new ReportedBoot(cores, report.Inputs is null ? null : ReportedInputs.Of(log, report.Inputs, cores[0].Hardware));
    }

    private static IdRegisters ReadHardware(ReportedLog log, int index)
    {
        IdRegisters registers = default;
        for (int register = 0; register < IdRegisters.Count; register++)
        {
            string name = CpuText.Name((IdRegister)register);
            bool isThere = log.Report.Registers[index].TryGetValue(name, out ulong value);
            registers.Set((IdRegister)register, isThere ? value : throw log.Bad(LineKind.Registers, index, $"{name} is missing"));
        }

        return registers;
    }
}
