using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using BareMetal.Patcher;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Declarations;

/// <summary>The entries for calls, tail calls and addresses of marked methods.</summary>
[Trait("Area", "The build")]
public sealed partial class AlternativeSitesTests(CompiledSource source) : IClassFixture<CompiledSource>
{
    private static string Image { get; } = Repository.PathOf("out", "baremetal.elf");

    /// <summary>What ilc would compile. "called" calls it, "jumped" ends in it, "pointer" has its address.</summary>
    private static string Calls(string symbol) => $"""
        	.text
        	.globl ilc__called, ilc__jumped
        	.type ilc__called, %function
        ilc__called:
        	stp	x29, x30, [sp, #-16]!
        	bl	{symbol}
        	ldp	x29, x30, [sp], #16
        	ret
        	.size ilc__called, . - ilc__called
        	.type ilc__jumped, %function
        ilc__jumped:
        	nop
        	nop
        	b	{symbol}
        	.size ilc__jumped, . - ilc__jumped

        """;

    [Theory]
    [InlineData("Marked", "b Add", "called+4 30: bl ByLse|called+4 28: bl ByLse128|jumped+8 30: b ByLse|jumped+8 28: b ByLse128")]
    [InlineData("Added", "b Add", "called+4 30: ldaddal w1, w0, [x0]|jumped+8 30: b [ldaddal w1, w0, [x0]; ret]")]
    [InlineData("StoreBarrier", "dmb ishst; ret", "called+4 0: dmb ishst|jumped+8 0: b [dmb ishst; ret]")]
    [InlineData("HasCrc32", "mov w0, #0; ret",
        "called+4 0: mov w0, #0|called+4 11: mov w0, #1|jumped+8 0: b [mov w0, #0; ret]|jumped+8 11: b [mov w0, #1; ret]")]
    public void A_call_and_a_tail_call_get_their_replacements(string method, string before, string entries)
    {
        Assert.Equal((before, entries), Read(method, isAddressTaken: false));
    }

    [Theory]
    [InlineData("Marked", "b Add", "stub+0 30: b ByLse|stub+0 28: b ByLse128|")]
    [InlineData("Added", "b Add", "stub+0 30: b [ldaddal w1, w0, [x0]; ret]|")]
    [InlineData("StoreBarrier", "dmb ishst; ret", "stub+0 0: dmb ishst|")]
    [InlineData("HasCrc32", "mov w0, #0; ret", "stub+0 0: mov w0, #0|stub+0 11: mov w0, #1|")]
    public void Where_the_address_is_taken_the_code_out_of_line_is_a_site(string method, string before, string entries)
    {
        (string first, string all) = Read(method, isAddressTaken: true);

        Assert.Equal(before, first);
        Assert.StartsWith(entries, all, StringComparison.Ordinal);
    }

    /// <summary>
    /// A constant that the call has no room for is made where the call leads to: by the same callback, and a tail call reaches it,
    /// too.
    /// </summary>
    [Theory]
    [InlineData("Planned", "b get_Value; nop; nop; nop; ret", "stub+0 0: Plan of 4|called+4 0: Plan of 1")]
    [InlineData(
        "PlannedOrInstruction",
        "mov w0, #1; nop; nop; nop; ret",
        "stub+0 0: mov w0, #1; nop; nop; nop|stub+0 11: Plan of 4|called+4 0: mov w0, #1|called+4 11: Plan of 1|" +
        "jumped+8 0: b [mov w0, #1; ret]|jumped+8 11: b stub")]
    [InlineData(
        "PlannedBetween",
        "b get_Value; nop; nop; nop; ret",
        "stub+0 11: b get_ValueByCrc32; nop; nop; nop|stub+0 30: Plan of 4|stub+0 28: b get_ValueByLse128; nop; nop; nop|"
        + "called+4 11: bl get_ValueByCrc32|called+4 30: Plan of 1|called+4 28: bl get_ValueByLse128|"
        + "jumped+8 11: b get_ValueByCrc32|jumped+8 30: b stub|jumped+8 28: b get_ValueByLse128")]
    public void Where_a_callback_plans_the_code_out_of_line_is_a_site_of_four_words(string method, string before, string entries)
    {
        Assert.Equal((before, entries), Read(method, isAddressTaken: false));
        Assert.Equal((before, entries), Read(method, isAddressTaken: true));
    }

    [Fact]
    public void Calls_in_the_Image_are_the_sites_all_and_only_those()
    {
        Assert.True(File.Exists(Image), "no out/baremetal.elf: make image");
        ElfFile elf = ElfFile.Load(Image);
        string source = File.ReadAllText(Repository.PathOf("out", "obj", "BareMetal", "image", "alternatives.s"));
        Dictionary<ulong, string> marked = Marked().Matches(source).Select(m => m.Groups[1].Value).ToDictionary(elf.RequireSymbol);
        HashSet<ulong> written = [.. Site().Matches(source).Select(m => elf.RequireSymbol(m.Groups[1].Value) + Offset(m.Groups[2].Value))];
        HashSet<ulong> table = [.. AltTable.Of(elf).Entries.Select(entry => entry.Original)];

        CommandResult code = Command.Run(Repository.Root, "aarch64-linux-gnu-objdump", "-d", "--no-show-raw-insn", Image);
        ILookup<string, ulong> references = Reference().Matches(code.Text)
            .Where(r => marked.ContainsKey(Hex(r.Groups["to"].Value)))
            .ToLookup(r => r.Groups["by"].Value, r => Hex(r.Groups["at"].Value));

        Assert.NotEmpty(references["bl"]);
        Assert.Equal(references["bl"].Concat(references["b"]).Order(), written.Except(marked.Keys).Order());
        Assert.Subset(new HashSet<string> { "b", "bl", "adr", "adrp" }, references.Select(r => r.Key).ToHashSet());
        Assert.Subset(table, written);
    }

    private static ulong Offset(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private (string Before, string Entries) Read(string method, bool isAddressTaken)
    {
        AltDeclaration declaration =
            source.Declarations.Single(d => MethodName.Of(d.Method).EndsWith($".{method}", StringComparison.Ordinal));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sites-");
        try
        {
            string[] implementations = [.. declaration.Implementations.Select(i => $"\t.globl {i.Symbol}\n{i.Symbol}:\tnop")];
            string pointer = isAddressTaken ? $"\t.data\n\t.quad {declaration.Symbol}\n" : "";
            File.WriteAllText(
                Path.Combine(folder.FullName, "calls.s"), $"{Calls(declaration.Symbol)}{string.Join('\n', implementations)}\n{pointer}");
            Assemble(folder, "calls");
            ElfFile compiled = ElfFile.Load(Path.Combine(folder.FullName, "calls.o"));
            AltSites sites = AltSites.Find(compiled, new Dictionary<string, AltDeclaration> { [declaration.Symbol] = declaration });
            using (StreamWriter writer = new(Path.Combine(folder.FullName, "alternatives.s")))
            {
                new SiteAssembly(writer).Write([declaration], sites);
            }

            Assemble(folder, "alternatives");
            Succeed(folder, "ld.lld-19", "-r", "-o", "both.o", "calls.o", "alternatives.o");
            Succeed(folder, "ld.lld-19", "--entry=0", "-Ttext=0x10000", "-o", "linked", "both.o");
            return Describe(declaration, folder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (string Before, string Entries) Describe(AltDeclaration declaration, DirectoryInfo folder)
    {
        ElfFile elf = ElfFile.Load(Path.Combine(folder.FullName, "linked"));
        CommandResult listing = Command.Run(folder.FullName, "aarch64-linux-gnu-objdump", "-d", "--no-show-raw-insn", "linked");
        var code = Line().Matches(listing.Text).ToDictionary(m => Hex(m.Groups[1].Value), m => m.Groups[2].Value.Trim());
        Dictionary<ulong, string> names =
            new()
            {
                [elf.RequireSymbol("ilc__called")] = "called",
                [elf.RequireSymbol("ilc__jumped")] = "jumped",
                [elf.RequireSymbol(declaration.Symbol)] = "stub"
            };
        foreach (AltImplementation implementation in declaration.Implementations)
        {
            names[elf.RequireSymbol(implementation.Symbol)] = implementation.Method.Name;
        }

        string Instruction(ulong address)
        {
            string text =
                string.Join(' ', code[address].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Split(" <")[0].Split(
                    " //")[0];
            Match branch = Branch().Match(text);
            if (!branch.Success)
            {
                return text.Replace("#0x", "#", StringComparison.Ordinal);
            }

            ulong target = Hex(branch.Groups[2].Value);
            string to = names.GetValueOrDefault(target) ?? $"[{Instruction(target)}; {Instruction(target + 4)}]";
            return $"{branch.Groups[1].Value} {to}";
        }

        string Place(ulong address)
        {
            ulong start = names.Keys.Where(start => start <= address).Max();
            return $"{names[start]}+{address - start}";
        }

        string Instructions(ulong address, ulong bytes) =>
            string.Join(
                "; ", Enumerable.Range(0, (int)bytes / A64.WordBytes).Select(word => Instruction(address + (ulong)(word * A64.WordBytes))));

        string Alternative(AltEntry entry) => entry.IsCallback
            ? $"{names[entry.Alternative]} of {entry.OriginalLength / A64.WordBytes}"
            : Instructions(entry.Alternative, entry.AlternativeLength);

        List<string> entries =
            [.. AltTable.Of(elf).Entries.Select(e => $"{Place(e.Original)} {e.CpuCap & ~AltInstr.CallbackBit}: {Alternative(e)}")];
        ElfSymbol outOfLine = elf.FindSymbol(declaration.Symbol)!.Value;
        return (Instructions(outOfLine.Value, outOfLine.Size), string.Join('|', entries));
    }

    private static void Assemble(DirectoryInfo folder, string name) =>
        Succeed(folder, "llvm-mc-19", "-triple=aarch64-linux-gnu", "-mattr=+all", "-filetype=obj", "-o", $"{name}.o", $"{name}.s");

    private static void Succeed(DirectoryInfo folder, string tool, params ReadOnlySpan<string> arguments)
    {
        CommandResult result = Command.Run(folder.FullName, tool, arguments);
        Assert.True(result.Succeeded, result.Text);
    }

    [GeneratedRegex(
        @"^(?<at>[0-9a-f]+):\t(?<by>[a-z.]+)\t([^\n]*, )?(?<to>[0-9a-f]+) <", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex("^\t.globl (.*)$", RegexOptions.Multiline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\t.word ""([^""]+)"" \+ ([0-9]+) - [.], ", RegexOptions.Multiline)]
    private static partial Regex Site();

    [GeneratedRegex(@"^\s*([0-9a-f]+):\t(.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("^(bl?) ([0-9a-f]+)$")]
    private static partial Regex Branch();
}
