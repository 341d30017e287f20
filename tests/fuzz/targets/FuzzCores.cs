using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using BareMetal.BootTest;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>Cores of tests/Patcher.Tests/data/captured-cores.txt, as their hardware has them.</summary>
internal static class FuzzCores
{
    private static readonly Lazy<IdRegisters[]> s_all = new(() => [.. File.ReadLines(Repository.PathOf("tests", "Patcher.Tests", "data", "captured-cores.txt"))
        .Where(line => line.Contains(" @idregs {", StringComparison.Ordinal))
        .Select(line => Read(line[line.IndexOf('{', StringComparison.Ordinal)..]))]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IdRegisters> All => s_all.Value;

    private static IdRegisters Read(string json)
    {
        IdRegisters registers = default;
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonProperty member in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
        {
            string name = member.Name[..member.Name.LastIndexOf("_el", StringComparison.Ordinal)];
            if (IdRegisters.TryFind(Encoding.ASCII.GetBytes(name), out IdRegister register))
            {
                registers.Set(register, ulong.Parse(member.Value.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            }
        }

        return registers;
    }
}
