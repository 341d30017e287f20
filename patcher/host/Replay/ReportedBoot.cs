using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using BareMetal.AltTool.CommandLine;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>What a boot reported of what decides patching: the <c>@idregs</c> lines of a serial log, and its <c>@inputs</c> line where there is one.</summary>
internal sealed class ReportedBoot
{
    private const string RegistersPrefix = "@idregs ";
    private const string InputsPrefix = "@inputs ";

    private readonly List<ReportedCore> _cores = [];

    private ReportedBoot()
    {
    }

    /// <summary>The cores that took part, in ascending order of their numbers; the first is the boot core.</summary>
    public IReadOnlyList<ReportedCore> Cores => _cores;

    /// <summary>What else decided; null without @inputs.</summary>
    public ReportedInputs? Inputs { get; private set; }

    /// <summary>How many cores the machine has, as far as it is known.</summary>
    public int CoreCount => Math.Max(Inputs?.Cpus ?? 0, _cores[^1].Cpu + 1);

    /// <summary>Its boot arguments; empty without @inputs.</summary>
    public string BootArguments => Inputs?.BootArguments ?? "";

    /// <summary>The registers as they counted for all cores; null without @inputs.</summary>
    public IdRegisters? Effective => Inputs?.Effective;

    public static ReportedBoot Load(string path) => Parse(path, File.ReadAllText(path));

    public static ReportedBoot Parse(string path, string log)
    {
        ReportedBoot boot = new();
        int number = 0;
        foreach (string line in log.Split('\n'))
        {
            string place = $"{path}({++number})";
            if (line.StartsWith(RegistersPrefix, StringComparison.Ordinal))
            {
                boot.AddCore(place, line[RegistersPrefix.Length..]);
            }
            else if (line.StartsWith(InputsPrefix, StringComparison.Ordinal) && boot._cores.Count > 0)
            {
                ReportLine.Read(place, line[InputsPrefix.Length..], json => boot.Inputs = ReportedInputs.Read(json, boot._cores[0].Hardware));
            }
        }

        return boot._cores.Count > 0 ? boot : throw new InputException(path, "there is no @idregs line", ReportLine.BootAgain);
    }

    private void AddCore(string place, string json)
    {
        ReportedCore core = default;
        ReportLine.Read(place, json, line => core = ReadCore(line));
        int previous = _cores.Count == 0 ? -1 : _cores[^1].Cpu;
        if (core.Cpu <= previous || (previous < 0 && core.Cpu != 0))
        {
            throw new InputException(
                place,
                $"CPU {core.Cpu} stands {(previous < 0 ? "first" : $"behind CPU {previous}")}",
                "The boot core is \"cpu\":0 and stands first, others follow in ascending order; lines of several logs need new numbers");
        }

        _cores.Add(core);
    }

    private static ReportedCore ReadCore(JsonElement line)
    {
        IdRegisters registers = default;
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            registers.Set((IdRegister)index, ReportLine.Hex(line.GetProperty(CpuText.Name((IdRegister)index))));
        }

        return new ReportedCore(line.GetProperty("cpu").GetInt32(), registers);
    }
}
