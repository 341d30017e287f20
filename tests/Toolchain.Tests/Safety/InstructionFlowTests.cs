using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using BareMetal.AltTool.Code;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>Where control goes after an instruction, compared with GNU objdump's reading of the same words.</summary>
[Trait("Area", "The linked Image")]
public sealed class InstructionFlowTests
{
    private const ulong Address = 0xffff800080100000;
    private const int WordsOfEachKind = 4000;

    /// <summary>Fixed bits of what changes control, and of what names an address: random words would seldom be one.</summary>
    private static readonly (uint Mask, uint Value)[] s_kinds =
    [
        (0, 0),
        (0x7c000000, 0x14000000),
        (0xff000000, 0x54000000),
        (0x7c000000, 0x34000000),
        (0xfe1f0000, 0xd61f0000),
        (0xff1ffc1f, 0xd61f0000),
        (0xff000000, 0xd4000000),
        (0x1f000000, 0x10000000),
        (0x3b000000, 0x18000000),
        (0xffff0000, 0),
    ];

    private static readonly Dictionary<string, Flow> s_flows = new(StringComparer.Ordinal)
    {
        ["b"] = Flow.Branch,
        ["bl"] = Flow.Call,
        ["cbz"] = Flow.ConditionalBranch,
        ["cbnz"] = Flow.ConditionalBranch,
        ["tbz"] = Flow.ConditionalBranch,
        ["tbnz"] = Flow.ConditionalBranch,
        ["br"] = Flow.IndirectBranch,
        ["braa"] = Flow.IndirectBranch,
        ["brab"] = Flow.IndirectBranch,
        ["braaz"] = Flow.IndirectBranch,
        ["brabz"] = Flow.IndirectBranch,
        ["blr"] = Flow.IndirectCall,
        ["blraa"] = Flow.IndirectCall,
        ["blrab"] = Flow.IndirectCall,
        ["blraaz"] = Flow.IndirectCall,
        ["blrabz"] = Flow.IndirectCall,
        ["ret"] = Flow.Return,
        ["retaa"] = Flow.Return,
        ["retab"] = Flow.Return,
        ["eret"] = Flow.Return,
        ["eretaa"] = Flow.Return,
        ["eretab"] = Flow.Return,
        ["drps"] = Flow.Return,
        ["brk"] = Flow.Stop,
        ["udf"] = Flow.Stop,
    };

    [Fact]
    public void Objdump_agrees()
    {
        uint[] words = Words();
        string[] texts = Disassemble(words);
        int branches = 0;
        for (int i = 0; i < words.Length; i++)
        {
            var instruction = new Instruction(Address + ((ulong)i * 4), words[i]);
            string mnemonic = texts[i].Split('\t', ' ')[0];
            bool isAllocated = !texts[i].Contains("undefined", StringComparison.Ordinal);
            Flow expected = mnemonic.StartsWith("b.", StringComparison.Ordinal) || mnemonic.StartsWith("bc.", StringComparison.Ordinal)
                ? Flow.ConditionalBranch
                : s_flows.GetValueOrDefault(mnemonic, Flow.Next);
            if (isAllocated)
            {
                Assert.True(expected == instruction.Flow, $"{words[i]:x8} {texts[i]}: {instruction.Flow}");
                Assert.Equal(ulong.MaxValue, Expected(texts[i], instruction.Target) ?? ulong.MaxValue);
                Assert.Equal(ulong.MaxValue, Expected(texts[i], instruction.NamedAddress ?? instruction.Literal) ?? ulong.MaxValue);
                branches += expected == Flow.Next ? 0 : 1;
            }
        }

        Assert.True(branches > WordsOfEachKind * 4, $"only {branches} words changed control");
    }

    /// <summary>Null where the text ends with the address, or the instruction names none.</summary>
    private static ulong? Expected(string text, ulong? address) =>
        address is { } value && !text.Contains(value.ToString("x16", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? value
            : null;

    private static uint[] Words()
    {
        var random = new Random(4);
        var words = new List<uint>();
        foreach ((uint mask, uint value) in s_kinds)
        {
            for (int i = 0; i < WordsOfEachKind; i++)
            {
                words.Add(((uint)random.NextInt64(uint.MaxValue) & ~mask) | value);
            }
        }

        return [.. words];
    }

    private static string[] Disassemble(uint[] words)
    {
        string folder = Directory.CreateTempSubdirectory("flow-").FullName;
        try
        {
            var bytes = new byte[words.Length * 4];
            for (int i = 0; i < words.Length; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
            }

            File.WriteAllBytes(Path.Combine(folder, "code"), bytes);
            CommandResult result = Command.Run(
                folder, "aarch64-linux-gnu-objdump", "-D", "-z", "-b", "binary", "-m", "aarch64", $"--adjust-vma=0x{Address:x}", "code");
            Assert.True(result.Succeeded, result.Text);
            var texts = new List<string>();
            foreach (string line in result.Text.Split('\n'))
            {
                string[] fields = line.Split('\t', 3);
                if (fields.Length == 3)
                {
                    texts.Add(fields[2]);
                }
            }

            Assert.Equal(words.Length, texts.Count);
            return [.. texts];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
