using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// Which instructions name an address, and which: against disassemblers, and against the architecture's tables where those know no
/// more.
/// </summary>
[Trait("Area", "Instructions and relocation")]
public class PcRelativeTests
{
    private const int Sample = 1 << 20;

    /// <summary>The bits [31:24] of all forms.</summary>
    private static readonly uint[] s_opcodes =
    [
        0x14, 0x15, 0x16, 0x17, 0x94, 0x95, 0x96, 0x97, 0x54, 0x34, 0x35, 0xb4, 0xb5, 0x36, 0x37, 0xb6, 0xb7, 0x74, 0x75, 0xf4, 0xf5,
        0x10, 0x30, 0x50, 0x70, 0x90, 0xb0, 0xd0, 0xf0, 0x18, 0x58, 0x98, 0xd8, 0x1c, 0x5c, 0x9c, 0xdc, 0x55, 0xf3,
    ];

    [Trait("Linux", "branches and ADRP relocated; ADR and CB<cc> as well; literals refused; ranges checked")]
    [Fact]
    public void A_million_words_name_the_addresses_that_objdump_says()
    {
        uint[] words = Words(Sample);
        ulong?[] expected = Disassembly.Gnu(words);

        int relative = 0;
        for (int i = 0; i < words.Length; i++)
        {
            PcRelativeForm form = PcRelative.Form(words[i]);
            bool isNewer = form is PcRelativeForm.Branch9 or PcRelativeForm.ReturnLabel or PcRelativeForm.AuthenticateLabel;
            ulong? ours = isNewer || form == PcRelativeForm.None ? null : PcRelative.Target(form, words[i], AddressOf(i)).Value;
            relative += ours is null ? 0 : 1;
            if (ours != expected[i])
            {
                Assert.Fail($"{words[i]:x8} at 0x{AddressOf(i).Value:x}: objdump has 0x{expected[i]:x}, we have 0x{ours:x} ({form})");
            }
        }

        Assert.InRange(relative, Sample / 3, Sample);
    }

    [Fact]
    public void The_labels_of_return_address_signing_are_those_that_llvm_says()
    {
        Random random = new(0x0195);
        uint[] words = [.. Enumerable.Range(0, 1 << 15).Select(_ => Label(random))];
        ulong?[] expected = Disassembly.Llvm(words);

        for (int i = 0; i < words.Length; i++)
        {
            PcRelativeForm form = PcRelative.Form(words[i]);
            bool isLabel = form is PcRelativeForm.ReturnLabel or PcRelativeForm.AuthenticateLabel;
            ulong? ours = isLabel ? PcRelative.Target(form, words[i], AddressOf(i)).Value : null;
            if (ours != expected[i])
            {
                Assert.Fail($"{words[i]:x8} at 0x{AddressOf(i).Value:x}: llvm-objdump has 0x{expected[i]:x}, we have 0x{ours:x} ({form})");
            }
        }

        Assert.InRange(expected.Count(target => target is not null), words.Length / 8, words.Length);
    }

    /// <summary>All values of every bit that decides, the others by chance: FEAT_CMPBR is in no disassembler here.</summary>
    [Trait("Rule", "every PC-relative form is found, its neighbours aren't")]
    [Fact]
    public void Every_word_has_the_form_that_the_tables_of_the_architecture_give_it()
    {
        Random random = new(0x0a64);
        for (uint high = 0; high < 1 << 11; high++)
        {
            for (uint middle = 0; middle < 4; middle++)
            {
                for (uint low = 0; low < 1 << 5; low++)
                {
                    uint word = (high << 21) | (middle << 14) | low | ((uint)random.Next() & 0b11111_00_111111111_00000);
                    PcRelativeForm expected = ByTable(word);
                    if (PcRelative.Form(word) != expected)
                    {
                        Assert.Fail($"{word:x8}: {PcRelative.Form(word)}, but the table says {expected}");
                    }

                    Assert.False(expected != PcRelativeForm.None && PlainInstruction.Is(word),
                        $"{word:x8} is copied, but the table says {expected}");
                }
            }
        }
    }

    /// <summary>From the tests of other assemblers: distances of -1024, 1020 and 0 bytes.</summary>
    [Theory]
    [InlineData("cbbge w5, w3, #-1024", 0x7423a005, -1024)]
    [InlineData("cbbhi w5, w3, #-1024", 0x7443a005, -1024)]
    [InlineData("cbbhs w5, w3, #-1024", 0x7463a005, -1024)]
    [InlineData("cbgt x5, x3, #1020", 0xf4031fe5, 1020)]
    [InlineData("cbgt w5, #20, #0", 0x750a0005, 0)]
    public void Compare_and_branch_has_nine_bits_of_words(string text, uint instruction, int distance)
    {
        Assert.True(PcRelative.Form(instruction) == PcRelativeForm.Branch9, text);
        Assert.Equal(
            GnuAssembler.Start + (ulong)distance, PcRelative.Target(PcRelativeForm.Branch9, instruction, new(GnuAssembler.Start)).Value);
    }

    [Fact]
    public void Only_branches_are_branches()
    {
        Assert.Equal(
            [PcRelativeForm.Branch26, PcRelativeForm.Branch19, PcRelativeForm.Branch14, PcRelativeForm.Branch9],
            Enum.GetValues<PcRelativeForm>().Where(PcRelative.IsBranch));
    }

    private static CodeAddress AddressOf(int word) => new(Disassembly.Start + (ulong)word * 4);

    /// <summary>Half of them by chance; half with the opcode of some form, one in four of those with a bit of the opcode wrong.</summary>
    private static uint[] Words(int count)
    {
        Random random = new(0x0b1a);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            uint word = (uint)random.NextInt64(1L << 32);
            if (random.Next(2) == 0)
            {
                word = (word & 0x00ff_ffff) | s_opcodes[random.Next(s_opcodes.Length)] << 24;
                word ^= random.Next(4) == 0 ? 1u << random.Next(24, 32) : 0;
            }

            return word;
        })];
    }

    private static uint Label(Random random)
    {
        uint opcode = random.Next(2) == 0 ? 0x5500_001fu : 0xf380_001f;
        uint wrong = random.Next(3) == 0 ? 1u << random.Next(32) : 0;
        return (opcode | ((uint)random.Next(1 << 17) << 5)) ^ wrong;
    }

    /// <summary>The rows of the encoding tables: x is any bit.</summary>
    private static readonly (string Bits, PcRelativeForm Form)[] s_table =
    [
        ("x00101xxxxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.Branch26), // B, BL
        ("01010100xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.Branch19), // B.cond, BC.cond
        ("x011010xxxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.Branch19), // CBZ, CBNZ
        ("x011011xxxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.Branch14), // TBZ, TBNZ
        ("x11101000xxxxxxx00xxxxxxxxxxxxxx", PcRelativeForm.Branch9), // CBGT, CBGE, CBHI, CBHS of registers
        ("x111010011xxxxxx00xxxxxxxxxxxxxx", PcRelativeForm.Branch9), // CBEQ, CBNE of registers
        ("011101000xxxxxxx1xxxxxxxxxxxxxxx", PcRelativeForm.Branch9), // CBBGT, CBHGT, …
        ("0111010011xxxxxx1xxxxxxxxxxxxxxx", PcRelativeForm.Branch9), // CBBEQ, CBHEQ, …
        ("x11101010xxxxxxxx0xxxxxxxxxxxxxx", PcRelativeForm.Branch9), // CBGT, CBLT, CBHI, CBLO of an immediate
        ("x111010111xxxxxxx0xxxxxxxxxxxxxx", PcRelativeForm.Branch9), // CBEQ, CBNE of an immediate
        ("0xx10000xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.Adr),
        ("1xx10000xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.Adrp),
        ("0x011000xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.LdrLiteral),
        ("0x011100xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.LdrLiteralSimd), // S, D
        ("10011100xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.LdrLiteralSimd), // Q
        ("10011000xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.LdrswLiteral),
        ("11011000xxxxxxxxxxxxxxxxxxxxxxxx", PcRelativeForm.PrfmLiteral),
        ("0101010100xxxxxxxxxxxxxxxxx11111", PcRelativeForm.ReturnLabel), // RETAASPPC, RETABSPPC
        ("1111001110xxxxxxxxxxxxxxxxx11111", PcRelativeForm.AuthenticateLabel), // AUTIASPPC, AUTIBSPPC
    ];

    private static readonly (uint Mask, uint Value, PcRelativeForm Form)[] s_rows = [.. s_table.Select(row =>
        (Convert.ToUInt32(row.Bits.Replace('0', '1').Replace('x', '0'), 2), Convert.ToUInt32(row.Bits.Replace('x', '0'), 2), row.Form))];

    private static PcRelativeForm ByTable(uint word) => s_rows.SingleOrDefault(row => (word & row.Mask) == row.Value).Form;
}
