using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>A CPU model of QEMU: its ID registers and the capabilities expected of it, from data/qemu-cpus.txt.</summary>
internal sealed class QemuCpu(string name)
{
    private static readonly Lazy<List<QemuCpu>> s_all = new(Load);

    public static IReadOnlyList<QemuCpu> All => s_all.Value;

    public string Name { get; } = name;

    public IdRegisters Registers;

    /// <summary>Linux's name of a capability, and whether it is present.</summary>
    public Dictionary<string, bool> Expected { get; } = [];

    public static QemuCpu Named(string name) => All.Single(cpu => cpu.Name == name);

    private static List<QemuCpu> Load()
    {
        List<QemuCpu> cpus = [];
        foreach (string[] columns in TestData.Lines("data/qemu-cpus.txt")
            .Where(line => line.Length != 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (columns[0] == "cpu")
            {
                cpus.AddRange(columns.Skip(1).Select(cpu => new QemuCpu(cpu)));
                continue;
            }

            Assert.Equal(cpus.Count, columns.Length - 1);
            for (int i = 0; i < cpus.Count; i++)
            {
                cpus[i].Read(columns[0], columns[i + 1]);
            }
        }

        return cpus;
    }

    private void Read(string key, string value)
    {
        if (value is "yes" or "-")
        {
            Expected.Add(key, value == "yes");
            return;
        }

        string[] names = key.Split('.');
        ulong bits = ulong.Parse(value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.True(IdRegisters.TryFind(Encoding.ASCII.GetBytes(names[0]), out IdRegister register), key);
        if (names.Length == 2)
        {
            Assert.True(IdField.TryFind(register, Encoding.ASCII.GetBytes(names[1]), out IdField field), key);
            bits = field.Insert(Registers.Get(register), bits);
        }

        Registers.Set(register, bits);
    }
}
