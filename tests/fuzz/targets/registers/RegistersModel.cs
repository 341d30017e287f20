using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using BareMetal.BootTest;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>cpucaps.txt and idfields.txt read a second time, as text: which capabilities a core has.</summary>
internal static class RegistersModel
{
    private delegate bool Condition(in IdRegisters registers);

    private static readonly Dictionary<string, (IdRegister Register, int Low, int Width, bool IsSigned)> s_fields = ReadFields();

    private static readonly Condition[][][] s_alternatives = ReadCapabilities();

    /// <summary>Whether registers show a capability.</summary>
    public static bool Has(in IdRegisters registers, CpuCap cap)
    {
        foreach (Condition[] conditions in s_alternatives[(int)cap])
        {
            bool holds = true;
            foreach (Condition condition in conditions)
            {
                holds = holds && condition(registers);
            }

            if (holds)
            {
                return true;
            }
        }

        return false;
    }

    private static Condition[][][] ReadCapabilities() =>
    [
        .. Lines("capabilities", "cpucaps.txt")
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select((row, cap) => row[3].Split(',').Select(alternative => ReadAlternative(alternative, (CpuCap)cap)).ToArray()),
    ];

    private static Condition[] ReadAlternative(string text, CpuCap cap) =>
        [.. text.Split('&', StringSplitOptions.TrimEntries).Select(condition => Read(condition, cap))];

    private static Condition Read(string text, CpuCap cap)
    {
        bool isNegated = text.StartsWith("not ", StringComparison.Ordinal);
        text = isNegated ? text[4..] : text;
        if (text == "always")
        {
            return (in IdRegisters _) => !isNegated;
        }

        if (text == "errata")
        {
            return (in IdRegisters registers) => CpuErrata.Affects(cap, registers) != isNegated;
        }

        string[] parts = text.Split(" >= ");
        (IdRegister register, int low, int width, bool isSigned) = s_fields[parts[0]];
        int minimum = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return (in IdRegisters registers) => Value(registers.Get(register), low, width, isSigned) >= minimum != isNegated;
    }

    private static long Value(ulong register, int low, int width, bool isSigned)
    {
        long value = (long)(register >> low & ((1ul << width) - 1));
        return isSigned && value >> (width - 1) != 0 ? value - (1L << width) : value;
    }

    private static Dictionary<string, (IdRegister Register, int Low, int Width, bool IsSigned)> ReadFields()
    {
        Dictionary<string, (IdRegister Register, int Low, int Width, bool IsSigned)> fields = new(StringComparer.Ordinal);
        string name = "";
        IdRegister register = default;
        foreach (string[] words in Lines("registers", "idfields.txt")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words[0] == "register")
            {
                name = words[1];
                IdRegisters.TryFind(Encoding.ASCII.GetBytes(name[..name.LastIndexOf('_')].ToLowerInvariant()), out register);
            }
            else if (words[0] != "alias")
            {
                int[] bits = [.. words[1].Split(':').Select(bit => int.Parse(bit, CultureInfo.InvariantCulture))];
                fields.Add($"{name}.{words[0]}", (register, bits[^1], bits[0] - bits[^1] + 1, words[2] == "signed"));
            }
        }

        return fields;
    }

    private static IEnumerable<string> Lines(string folder, string file) =>
        File.ReadLines(Repository.PathOf("patcher", folder, file)).Where(line => line.Length > 0 && line[0] != '#');
}
