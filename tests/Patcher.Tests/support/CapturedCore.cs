using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>A core of data/captured-cores.txt.</summary>
internal sealed class CapturedCore(string name)
{
    private static readonly Lazy<Dictionary<string, CapturedCore>> s_all = new(Load);

    public static IReadOnlyCollection<CapturedCore> All => s_all.Value.Values;

    public string Name { get; } = name;

    /// <summary>As the hardware has them.</summary>
    public IdRegisters Hardware;

    /// <summary>As the boot took them; null where no boot has reported them.</summary>
    public IdRegisters? Effective { get; private set; }

    public static CapturedCore Named(string name) => s_all.Value[name];

    /// <summary>As the boot core of so many, with boot arguments.</summary>
    public CpuCore Create(string arguments = "", int cores = 1)
    {
        CpuCore.CreateBootCore<ArgumentErrors>(Hardware, cores, new BootArguments(Encoding.ASCII.GetBytes(arguments)), out CpuCore core);
        return core;
    }

    /// <summary>As another core, with boot arguments.</summary>
    public CpuCore Create(int cpu, CapturedCore bootCore, string arguments = "")
    {
        CpuCore.Create<ArgumentErrors>(
            cpu, Hardware, bootCore.Hardware, new BootArguments(Encoding.ASCII.GetBytes(arguments)), out CpuCore core);
        return core;
    }

    private static Dictionary<string, CapturedCore> Load()
    {
        Dictionary<string, CapturedCore> cores = new(StringComparer.Ordinal);
        foreach (string[] parts in TestData.Lines("data/captured-cores.txt")
            .Where(line => line.Length != 0 && line[0] != '#')
            .Select(line => line.Split(' ', 3)))
        {
            if (!cores.TryGetValue(parts[0], out CapturedCore? core))
            {
                cores.Add(parts[0], core = new CapturedCore(parts[0]));
            }

            using JsonDocument json = JsonDocument.Parse(parts[2]);
            if (parts[1] == "@idregs")
            {
                Read(json.RootElement, ref core.Hardware);
                continue;
            }

            IdRegisters effective = core.Hardware;
            Read(json.RootElement.GetProperty("effective"), ref effective);
            core.Effective = effective;
        }

        return cores;
    }

    private static void Read(JsonElement members, ref IdRegisters registers)
    {
        foreach (JsonProperty member in members.EnumerateObject().Where(member => member.Name != "cpu"))
        {
            string name = member.Name[..member.Name.LastIndexOf('_')];
            Assert.True(IdRegisters.TryFind(Encoding.ASCII.GetBytes(name), out IdRegister register), member.Name);
            registers.Set(register, ulong.Parse(member.Value.GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
    }
}
