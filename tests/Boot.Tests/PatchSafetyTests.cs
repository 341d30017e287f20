using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Safety;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The safety check of the build, on the Image itself and on the Image with one branch put where it mustn't be.</summary>
[Trait("Area", "The linked Image")]
public sealed class PatchSafetyTests : IClassFixture<ImageFixture>
{
    private const int WordBytes = sizeof(uint);

    private static readonly SafetyRules s_rules = SafetyRules.Load(Repository.PathOf("patcher", "host", "patch-safety.txt"));

    private static byte[] ElfBytes { get; } = File.ReadAllBytes(Repository.PathOf("out", "baremetal.elf"));

    [Fact]
    public void The_Image_is_safe_and_its_list_is_up_to_date()
    {
        ImageSafety safety = Check(ImageFile.Built.Elf);

        Assert.Empty(safety.Findings);
        Assert.Equal(
            SafetyText.Of(safety), File.ReadAllText(Path.Combine(Path.GetDirectoryName(ImageFile.Built.Path)!, "patch-safety.txt")));
        Assert.Contains(safety.Closure.Functions, f => f.Name == "TextCommit.Apply");
        Assert.Contains(safety.Closure.Functions, f => f.Name == "ExceptionReport.Report");
        Assert.DoesNotContain(safety.Closure.Functions, f => f.Name == "KernelMain.Run");
    }

    /// <summary>Every function that is said to run while text is written is really followed.</summary>
    [Fact]
    public void A_branch_to_a_site_is_found_in_each_function_that_runs_while_text_is_written()
    {
        ImageText text = new(ImageFile.Built.Elf);
        PatchClosure closure = Check(ImageFile.Built.Elf).Closure;
        AltEntry site = ImageFile.Built.Table[0];
        foreach (CodeFunction function in closure.Functions)
        {
            ulong reached =
                Enumerable.Range(0, (int)(function.End - function.Start)).Select(i => function.Start + (ulong)i).First(closure.Reaches);

            ImageSafety changed = Check(WithBranch(reached, site.Original));

            Assert.Contains(
                changed.Findings,
                f => f.Code == "BM0008"
                    && f.Text.StartsWith("the site of entry 0 ", StringComparison.Ordinal)
                    && f.Text.Contains(text.Functions.Describe(reached), StringComparison.Ordinal));
        }
    }

    /// <summary>From a function that never runs while text is written.</summary>
    [Fact]
    public void A_branch_into_each_word_of_each_site_and_replacement_is_found_but_for_the_first_of_a_site()
    {
        ulong user = ImageFile.Built.Elf.RequireSymbol("bm_kernel_main");
        foreach (AltEntry entry in ImageFile.Built.Table)
        {
            IEnumerable<ulong> middle = Words(entry.Original, entry.OriginalLength).Skip(1);
            Assert.Empty(Check(WithBranch(user, entry.Original)).Findings);
            foreach (ulong target in middle.Concat(Words(entry.Alternative, entry.AlternativeLength)))
            {
                ImageSafety changed = Check(WithBranch(user, target));

                Assert.Equal("BM0009", Assert.Single(changed.Findings).Code);
                Assert.Contains(
                    ImageFile.Built.Table.Where(other => Has(other, target)),
                    other => changed.Findings[0].Text.Contains($"of entry {other.Index} ", StringComparison.Ordinal));
            }
        }
    }

    private static ImageSafety Check(ElfFile elf) => new(new LinkedCode(elf), s_rules);

    /// <summary>Whether an address belongs to an entry: sites have several entries, and replacements are shared.</summary>
    private static bool Has(AltEntry entry, ulong address) =>
        Words(entry.Original, entry.OriginalLength).Concat(Words(entry.Alternative, entry.AlternativeLength)).Contains(address);

    private static IEnumerable<ulong> Words(ulong start, byte bytes) =>
        Enumerable.Range(0, bytes / WordBytes).Select(i => start + (ulong)(i * WordBytes));

    /// <summary>The ELF file with B to <paramref name="target"/> in place of an instruction.</summary>
    private static ElfFile WithBranch(ulong address, ulong target)
    {
        byte[] file = [.. ElfBytes];
        ulong offset = ImageFile.Built.Text.FileOffset + (address - ImageFile.Built.Text.Address);
        uint branch = 0b000101u << 26 | ((uint)((long)(target - address) / WordBytes) & 0x3ffffff);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan((int)offset), branch);
        return ElfFile.Parse("changed.elf", file);
    }
}
