using System;
using System.IO;
using System.Text;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Files beside the test assembly, and what the registers of a CPU are called in them.</summary>
internal static class TestData
{
    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name));

    public static string String(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii);

    /// <summary>The capability of a name.</summary>
    public static CpuCap Capability(string name) =>
        CpuCaps.TryParse(Encoding.ASCII.GetBytes(name), out CpuCap cap) ? cap : throw new ArgumentException("no capability " + name);

    /// <summary>The field of an override name, <c>id_aa64isar0.atomic</c>.</summary>
    public static IdField Field(string name)
    {
        string[] parts = name.Split('.');
        Assert.True(IdRegisters.TryFind(Encoding.ASCII.GetBytes(parts[0]), out IdRegister register), name);
        Assert.True(IdField.TryFind(register, Encoding.ASCII.GetBytes(parts[1]), out IdField field), name);
        return field;
    }
}
