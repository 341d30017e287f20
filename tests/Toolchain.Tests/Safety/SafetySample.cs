using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Safety;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>
/// A small linked file with what the safety check looks at: <c>bm_apply</c>, which stands for the code that writes text, an exception
/// vector table, and <c>bm_patched</c> and <c>bm_called_back</c>, each of which is a site. A test adds the code that it is about.
/// </summary>
internal sealed class SafetySample : IDisposable
{
    public static readonly string[] Rules = ["root bm_apply it writes", "vectors bm_vectors EL1"];

    private const string Source = """
        	.include "alternative.inc"
        	.include "function.inc"
        	.text
        	.balign	0x800
        	.global	bm_vectors
        bm_vectors:
        	.rept	16
        	.balign	0x80
        	b	bm_report
        	.endr

        	function bm_patched
        	nop
        	alternative_if_not HAS_SB
        	dsb	nsh
        	isb
        	alternative_else
        	sb
        	nop
        	alternative_endif
        	ret
        	endfunction bm_patched

        	function bm_called_back
        	alternative_cb HAS_CRC32, bm_cb_nops
        	nop
        	nop
        	alternative_cb_end
        	ret
        	endfunction bm_called_back

        	function bm_cb_nops
        	ret
        	endfunction bm_cb_nops

        	function bm_plain
        	ret
        	endfunction bm_plain

        """;

    private const string LinkerScript = """
        SECTIONS
        {
            . = 0xffff800080000000;
            .text : { __text_start = .; *(.text) *(.text.*) *(__managedcode) __text_end = .; }
            .rodata : { *(.rodata .rodata.*) }
            .altinstructions : { *(.altinstructions) }
            .data : { *(.data) }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safety-");
    private readonly List<string> _objects = [];

    /// <param name="apply">The body of <c>bm_apply</c>, which runs while text is being written.</param>
    /// <param name="more">Further source; it sees the macros.</param>
    /// <param name="report">The body of <c>bm_report</c>, where all exceptions go.</param>
    public SafetySample(string apply = "\tret", string more = "", string report = "\tb\tbm_report")
    {
        File.WriteAllText(PathOf("image.ld"), LinkerScript);
        Compile("sample.S", $"{Source}{Function("bm_report", report)}{Function("bm_apply", apply)}\n{more}\n");
    }

    public string Folder => _folder.FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>The text of all findings, with the default rules and more.</summary>
    public string[] Findings(params ReadOnlySpan<string> rules) => [.. Check(rules).Findings.Select(f => $"{f.Code} {f.Text}")];

    public ImageSafety Check(params ReadOnlySpan<string> rules) =>
        new(new LinkedCode(Link("--emit-relocs")), SafetyRules.Parse("rules", [.. Rules, .. rules]));

    /// <summary>Adds an object of C or assembly source.</summary>
    public SafetySample Compile(string source, string text)
    {
        File.WriteAllText(PathOf(source), text);
        _objects.Add($"{source}.o");
        string[] language = source.EndsWith('c') ? ["-O2", "-fno-asynchronous-unwind-tables"] : ["-x", "assembler-with-cpp"];
        string[] folders = ["-I", Repository.PathOf("patcher", "include"), "-I", Repository.PathOf("out", "gen")];
        Succeed("aarch64-linux-gnu-gcc", [.. language, .. folders, "-march=armv8.5-a", "-c", "-o", $"{source}.o", source]);
        return this;
    }

    /// <summary>Makes an object as ilc does: nothing says any more where code starts.</summary>
    public SafetySample RemoveMarks(string source)
    {
        Succeed("aarch64-linux-gnu-objcopy", "--redefine-sym", "$x=unmarked", $"{source}.o");
        return this;
    }

    public ElfFile Link(params ReadOnlySpan<string> options) => LinkBy("ld.lld-19", ["-m", "aarch64elf", "--no-relax", .. options]);

    /// <summary>By a linker of the user's choice; both understand the script.</summary>
    public ElfFile LinkBy(string linker, params ReadOnlySpan<string> options)
    {
        Succeed(linker, ["-static", "--entry=0", "-T", "image.ld", "-o", "sample.elf", .. options, .. _objects]);
        return ElfFile.Load(PathOf("sample.elf"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Function(string name, string body) => $"\n\tfunction {name}\n{body}\n\tendfunction {name}\n";

    private void Succeed(string tool, params ReadOnlySpan<string> arguments)
    {
        CommandResult result = Command.Run(Folder, tool, arguments);
        Assert.True(result.Succeeded, result.Text);
    }
}
