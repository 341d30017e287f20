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
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IdRegisters> All { get; } =
    [
        .. File.ReadLines(Repository.PathOf("tests", "Patcher.Tests", "data", "captured-cores.txt"))
            .Where(line => line.Contains(" @idregs {", StringComparison.Ordinal))
            .Select(line => Read(line[line.IndexOf('{', StringComparison.Ordinal)..])),
    ];

    private static IdRegisters Read(string json)
    {
        IdRegisters registers = default;
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            string name = member.Name[..member.Name.LastIndexOf("_el", StringComparison.Ordinal)];
            if (IdRegisters.TryFind(Encoding.ASCII.GetBytes(name), out IdRegister register))
            {
                ReadOnlySpan<char> digits = member.Value.GetString().AsSpan(2);
                registers.Set(register, ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            }
        }

        return registers;
    }
}
