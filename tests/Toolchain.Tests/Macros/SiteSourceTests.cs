using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.Elf;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>The Image's own assembly with alternatives: those of runtime-lite, boot/sites and boot/patching.</summary>
[Trait("Area", "The build")]
public sealed class SiteSourceTests
{
    public static TheoryData<string> Sources =>
    [
        .. Files("runtime-lite").Concat(Files("boot", "sites")).Concat(Files("boot", "patching"))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Both_assemblers_give_the_same_sections_and_relocations(string source)
    {
        Assert.Equal(Content(Compiler.Gcc, source), Content(Compiler.Clang, source));
    }

    [Fact]
    public void The_list_of_sites_in_the_README_is_what_the_sources_have()
    {
        string[] listed =
        [
            .. File.ReadLines(Repository.PathOf("patcher", "include", "README.md"))
                .Where(line => line.StartsWith("| `bm_", StringComparison.Ordinal))
                .Select(line => line.Replace("`", "", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries))
                .Select(columns => $"{columns[1]} {columns[4]}")
                .Order(StringComparer.Ordinal),
        ];

        string[] assembled = [.. Sources.SelectMany(row => Sites(row.Data)).Order(StringComparer.Ordinal)];

        Assert.NotEmpty(assembled);
        Assert.Equal(assembled, listed);
    }

    private static IEnumerable<string> Files(params ReadOnlySpan<string> folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.S", SearchOption.AllDirectories);

    /// <summary>What goes into the Image from one source, as text.</summary>
    private static List<string> Content(string compiler, string source)
    {
        ElfFile elf = Assemble(compiler, source);
        List<string> content = [];
        foreach (ElfSection section in elf.Sections.Where(s => s.IsAllocated && s.Size != 0).OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            content.Add($"{section.Name}: {Convert.ToHexString(section.Data.Span)}");
            content.AddRange(elf.RelocationsOf(section).Select(r => $"{section.Name}+{r.Offset}: type {r.Type} {Target(elf, r)}"));
        }

        return content;
    }

    /// <summary>One line a site: function and capability, or function and callback (capability).</summary>
    private static IEnumerable<string> Sites(string source)
    {
        ElfFile elf = Assemble(Compiler.Gcc, source);
        ElfSection? table = elf.FindSection(".altinstructions");
        if (table is null)
        {
            yield break;
        }

        List<ElfRelocation> offsets = elf.RelocationsOf(table);
        for (int i = 0; i < offsets.Count; i += 2)
        {
            AltCapability cap = new(table.Data.Span.Slice((i / 2 * 12) + 8, 2));
            string function = FunctionAt(elf, offsets[i]);
            string callback = elf.Symbols[offsets[i + 1].SymbolIndex].Name;
            yield return cap.IsCallback ? $"{function} {callback} ({cap.Name})" : $"{function} {cap.Name}";
        }
    }

    private static string FunctionAt(ElfFile elf, ElfRelocation site)
    {
        ElfSymbol target = elf.Symbols[site.SymbolIndex];
        ulong offset = target.Value + (ulong)site.Addend;
        return elf.Symbols.First(
            s => s.Type == ElfSymbolType.Function && s.SectionIndex == target.SectionIndex && offset - s.Value < s.Size).Name;
    }

    /// <summary>A symbol of the file by its section and offset, any other by its name: assemblers differ in which they refer to.</summary>
    private static string Target(ElfFile elf, ElfRelocation relocation)
    {
        ElfSymbol symbol = elf.Symbols[relocation.SymbolIndex];
        return symbol.IsInSection
            ? $"{elf.Sections[symbol.SectionIndex].Name}+{(long)symbol.Value + relocation.Addend}"
            : $"{symbol.Name}+{relocation.Addend}";
    }

    private static ElfFile Assemble(string compiler, string source)
    {
        using Snippet snippet = Snippet.Assembly(compiler, "");
        CommandResult result = snippet.Compile(Repository.PathOf(source), "snippet.o");
        Assert.True(result.Succeeded, result.Text);
        return ElfFile.Load(snippet.PathOf("snippet.o"));
    }
}
