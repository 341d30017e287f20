using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace BareMetal.Patcher.Tests;

/// <summary>Which words name an address, and which one, as other people's disassemblers see it.</summary>
internal static class Disassembly
{
    /// <summary>Where the first word lies: far from both ends of the address space.</summary>
    public const ulong Start = 0x1000_0000_0000;

    private static readonly HashSet<string> s_relative = ["b", "bl", "cbz", "cbnz", "tbz", "tbnz", "adr", "adrp", "ldr", "ldrsw", "prfm"];
    private static readonly HashSet<string> s_labels = ["retaasppc", "retabsppc", "autiasppc", "autibsppc"];

    /// <summary>By GNU objdump: the address for each word, or null where it names none.</summary>
    public static ulong?[] Gnu(ReadOnlySpan<uint> words)
    {
        using Tool tool = Write(words);
        ulong?[] targets = new ulong?[words.Length];
        tool.Run(
            "aarch64-linux-gnu-objdump",
            output => Read(output, targets, s_relative),
            "-D", "-z", "-b", "binary", "-m", "aarch64", $"--adjust-vma=0x{Start:x}", "words.bin");
        return targets;
    }

    /// <summary>By llvm-objdump, which knows FEAT_PAuth_LR: only its forms with a label.</summary>
    public static ulong?[] Llvm(ReadOnlySpan<uint> words)
    {
        using Tool tool = Write(words);
        tool.Require(
            "aarch64-linux-gnu-objcopy", "-I", "binary", "-O", "elf64-littleaarch64",
            "--rename-section", ".data=.text,alloc,load,code,contents", "words.bin", "words.o");
        ulong?[] targets = new ulong?[words.Length];
        tool.Run("llvm-objdump-19", output => Read(output, targets, s_labels), "-d", "-z", "--mattr=+pauth-lr",
            $"--adjust-vma=0x{Start:x}", "words.o");
        return targets;
    }

    private static Tool Write(ReadOnlySpan<uint> words)
    {
        Tool tool = new();
        File.WriteAllBytes(tool.PathOf("words.bin"), System.Runtime.InteropServices.MemoryMarshal.AsBytes(words).ToArray());
        return tool;
    }

    /// <summary>Lines of the form <c>address: word TAB mnemonic TAB operands</c>; what names an address ends with it.</summary>
    private static void Read(StreamReader output, ulong?[] targets, HashSet<string> mnemonics)
    {
        int words = 0;
        while (output.ReadLine() is { } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0
                || !ulong.TryParse(line.AsSpan(0, colon).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong address))
            {
                continue;
            }

            words++;
            targets[(int)((address - Start) / 4)] = Target(line.AsSpan(colon + 1), mnemonics);
        }

        if (words != targets.Length)
        {
            throw new InvalidOperationException($"{words} of {targets.Length} words were disassembled");
        }
    }

    private static ulong? Target(ReadOnlySpan<char> line, HashSet<string> mnemonics)
    {
        line = line.TrimStart();
        line = line[(line.IndexOf('\t') + 1)..];
        int end = line.IndexOf('\t');
        if (end < 0)
        {
            return null;
        }

        ReadOnlySpan<char> mnemonic = line[..end];
        ReadOnlySpan<char> operands = line[(end + 1)..];
        int symbol = operands.IndexOf('<');
        operands = symbol < 0 ? operands : operands[..symbol];
        bool isConditional = mnemonic.StartsWith("b.", StringComparison.Ordinal) || mnemonic.StartsWith("bc.", StringComparison.Ordinal);
        bool isRelative = isConditional || mnemonics.GetAlternateLookup<ReadOnlySpan<char>>().Contains(mnemonic);
        if (!isRelative || operands.Contains('['))
        {
            return null;
        }

        ReadOnlySpan<char> operand = operands[(operands.LastIndexOf("0x", StringComparison.Ordinal) + 2)..];
        int space = operand.IndexOfAny(' ', '\t');
        return ulong.Parse(space < 0 ? operand : operand[..space], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
