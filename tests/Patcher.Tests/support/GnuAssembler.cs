using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace BareMetal.Patcher.Tests;

/// <summary>GNU as on many instructions at once.</summary>
internal static partial class GnuAssembler
{
    /// <summary>Where the first instruction is linked: far from both ends of the address space.</summary>
    public const ulong Start = 0x1000_0000_0000;

    /// <summary>What becomes of each line: its word, or null where the assembler refuses it.</summary>
    public static uint?[] Assemble(IReadOnlyList<string> lines)
    {
        using Tool tool = new();
        HashSet<int> refused = Refused(tool, lines);
        uint[] words = Words(tool, [.. lines.Where((_, index) => !refused.Contains(index))]);
        int next = 0;
        uint?[] result = [.. lines.Select((_, index) => refused.Contains(index) ? (uint?)null : words[next++])];
        if (next != words.Length)
        {
            throw new InvalidOperationException($"{words.Length} words for {next} instructions");
        }

        return result;
    }

    private static HashSet<int> Refused(Tool tool, IReadOnlyList<string> lines)
    {
        File.WriteAllLines(tool.PathOf("all.s"), lines);
        (int _, string errors) = tool.Run("aarch64-linux-gnu-as", null, "-march=armv8.5-a", "-o", "all.o", "all.s");
        return [.. ErrorLine().Matches(errors).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1)];
    }

    private static uint[] Words(Tool tool, string[] lines)
    {
        File.WriteAllLines(tool.PathOf("good.s"), lines);
        tool.Require("aarch64-linux-gnu-as", "-march=armv8.5-a", "-o", "good.o", "good.s");
        tool.Require("aarch64-linux-gnu-ld", $"-Ttext=0x{Start:x}", "-e", "0", "-o", "good.elf", "good.o");
        tool.Require("aarch64-linux-gnu-objcopy", "-O", "binary", "-j", ".text", "good.elf", "good.bin");
        byte[] bytes = File.ReadAllBytes(tool.PathOf("good.bin"));
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(word => BitConverter.ToUInt32(bytes, word * 4))];
    }

    [GeneratedRegex(@"^all\.s:(\d+): Error:", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
