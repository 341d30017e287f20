using System;
using System.IO;
using System.Linq;
using BareMetal.AltTool;
using BareMetal.AltTool.Audit;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>The audit of a linked Image: nothing to find in a sound one, and one finding for each thing that is wrong.</summary>
[Trait("Area", "The linked Image")]
public sealed class AuditTests
{
    private const string NewHelper = """
        	.section __managedcode, "ax", %progbits
        	.type	BareMetal_BareMetal_Boot_Log__Write, %function
        BareMetal_BareMetal_Boot_Log__Write:
        	bl	RhpNewFast
        	.size	BareMetal_BareMetal_Boot_Log__Write, . - BareMetal_BareMetal_Boot_Log__Write

        """;

    [Fact]
    public void A_sound_image_has_no_findings()
    {
        using var image = new SampleImage();

        ImageAudit audit = image.Audit(image.LinkSecondPass());

        Assert.Empty(audit.Findings);
        Assert.Equal(
            ["BareMetal_BareMetal_Boot_KernelMain__Run boot 8", "bm_kernel_main boot 0"],
            audit.Symbols.Select(s => $"{s.Name} {s.Owner} {s.Bytes}"));
    }

    [Fact]
    public void The_text_lists_sections_imports_owners_and_symbols()
    {
        using var image = new SampleImage();

        string text = AuditText.Of(image.Audit(image.LinkSecondPass()));

        Assert.StartsWith("Image: 1000 of 1000 bytes (100 %)\nAlternatives: 1 entries, 0 of them callback patches, 2 instruction words\n",
            text, StringComparison.Ordinal);
        Assert.Contains(".altinstructions", text, StringComparison.Ordinal);
        Assert.Contains("bm_barrier                         KernelMain.Run\n", text, StringComparison.Ordinal);
        Assert.Contains("       8  boot\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(image.Folder, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_runtime_helper_is_found_with_its_user()
    {
        using var image =
            new SampleImage(SampleImage.Kernel + NewHelper, SampleImage.Barrier + "\t.text\n\t.global RhpNewFast\nRhpNewFast:\tret\n");
        ElfFile elf = image.LinkSecondPass();

        Diagnostic finding = Assert.Single(image.Audit(elf).Findings);

        Assert.Equal(DiagnosticCode.NewRuntimeSymbol, finding.Code);
        Assert.Contains("Log.Write needs the runtime helper 'RhpNewFast'", finding.Text, StringComparison.Ordinal);
        Assert.Empty(image.Audit(elf, expected: "import bm_* ours\nhelper RhpNewFast wanted").Findings);
    }

    [Fact]
    public void A_new_compiler_symbol_is_found()
    {
        using var image = new SampleImage(SampleImage.Kernel + "\t.data\n\t.global __NewThing\n__NewThing:\t.quad 0\n");

        Diagnostic finding = Assert.Single(image.Audit(image.LinkSecondPass()).Findings);

        Assert.Equal(DiagnosticCode.NewRuntimeSymbol, finding.Code);
        Assert.Contains("'__NewThing' (8 bytes, .data)", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_over_budget_are_found()
    {
        using var image = new SampleImage();
        ElfFile elf = image.LinkSecondPass();

        ImageAudit audit = image.Audit(elf, imageBytes: 1001, budget: "file Image 1000\nsection .text 27");

        Assert.Equal([DiagnosticCode.OverBudget, DiagnosticCode.OverBudget], audit.Findings.Select(f => f.Code));
        Assert.Empty(image.Audit(elf, imageBytes: 1000, budget: "file Image 1000\nsection .text 28").Findings);
    }

    [Fact]
    public void A_first_pass_taken_for_the_second_is_found()
    {
        using var image = new SampleImage();

        ImageAudit audit = image.Audit(image.LinkFirstPass());

        Assert.Equal(4, audit.Findings.Count);
        Assert.All(audit.Findings, f => Assert.Equal(DiagnosticCode.StaleLinkInputs, f.Code));
    }

    [Fact]
    public void A_table_of_symbols_that_moved_is_found()
    {
        using var image = new SampleImage();
        image.LinkSecondPass();
        image.Assemble("kernel",
            SampleImage.Kernel.Replace("\tret\n", "\tnop\n\tret\n", StringComparison.Ordinal)
                + "\t.global f\n\t.type f, %function\nf:\tret\n");
        ElfFile elf = image.Link("stale.elf", "symbols.o", "@link.rsp");

        ImageAudit audit = image.Audit(elf, expected: "import bm_* ours\nsymbol f mine");

        Assert.Equal(2, audit.Findings.Count);
        Assert.Contains("__alt_arena_bytes is", audit.Findings[0].Text, StringComparison.Ordinal);
        Assert.Contains("they differ from 'f' on", audit.Findings[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_no_multiple_of_an_entry_is_found()
    {
        using var image = new SampleImage(barrier: SampleImage.Barrier + "\t.byte 0\n");

        Diagnostic finding = Assert.Single(image.Audit(image.LinkSecondPass()).Findings);

        Assert.Equal(DiagnosticCode.BadTable, finding.Code);
        Assert.Contains("(1 too many)", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("661b - .", "0x10000", "its site")]
    [InlineData("663b - .", "0x10000", "its replacement")]
    [InlineData("664b - 663b", "64", "its replacement")]
    public void An_entry_outside_text_is_found(string from, string to, string what)
    {
        using var image = new SampleImage(barrier: SampleImage.Barrier.Replace(from, to, StringComparison.Ordinal));

        Diagnostic finding = Assert.Single(image.Audit(image.LinkSecondPass()).Findings);

        Assert.Equal(DiagnosticCode.BadTable, finding.Code);
        Assert.Contains($"entry 0 of .altinstructions: {what}", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("helper RhpNew")]
    [InlineData("helpers RhpNew* reason")]
    public void A_line_of_the_data_file_that_makes_no_sense_is_named(string line)
    {
        InputException refused = Assert.Throws<InputException>(() => PatternLine.Parse("file", ["# comment", line], ["helper"]));

        Assert.Equal("file(2)", refused.File);
    }

    [Fact]
    public void The_data_files_of_the_project_can_be_read()
    {
        Assert.True(ExpectedNames.Load(Repository.PathOf("patcher", "host", "expected-helpers.txt")).IsHelper("__security_cookie"));
        Assert.True(ImageBudget.Load(Repository.PathOf("patcher", "host", "image-budget.txt")).ImageBytes > 0);
    }

    [Fact]
    public void A_part_of_the_check_that_fails_leaves_the_others_their_say()
    {
        using var image = new SampleImage();
        image.LinkFirstPass();

        CommandResult result = Command.Run(
            image.Folder,
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "alt.dll"), "check", "first.elf",
            "--audit", "audit.txt", "--object", "none.o", "--image", "kernel.o", "--safety", "safety.txt", "--isa", "none/isa.txt");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("none.o", result.Text, StringComparison.Ordinal);
        Assert.Contains("first.elf : error BM0000: ", result.Text, StringComparison.Ordinal);
        Assert.Equal(3, result.Text.Split("error BM").Length - 1);
    }

    [Theory]
    [InlineData(2, "which verb?")]
    [InlineData(2, "there is no verb 'nothing'", "nothing")]
    [InlineData(2, "give one linked ELF file, not 0", "check")]
    [InlineData(2, "there is no option --what", "check", "x", "--what", "y")]
    [InlineData(2, "-o is given twice", "link-inputs", "-o", "x", "-o", "y")]
    [InlineData(2, "-o needs a value", "link-inputs", "-o")]
    [InlineData(2, "kernel.s : error BM0000: not an ELF file", "link-inputs", "kernel.s")]
    [InlineData(2, "none.elf", "link-inputs", "none.elf")]
    [InlineData(1, "first.elf : error BM0006", "check", "first.elf", "--audit", "audit.txt", "--object", "kernel.o", "--image", "kernel.o")]
    [InlineData(2, "nothing is to be checked: give one of --audit, --safety and --isa", "check", "first.elf")]
    [InlineData(2, "--rules is of --safety, which is missing", "check", "first.elf", "--isa", "isa.txt", "--rules", "x")]
    public void The_command_line_ends_with_its_exit_code_and_a_message(int exitCode, string message, params string[] arguments)
    {
        using var image = new SampleImage();
        image.LinkFirstPass();

        CommandResult result = Command.Run(image.Folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "alt.dll"), .. arguments]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", result.Text, StringComparison.Ordinal);
    }
}
