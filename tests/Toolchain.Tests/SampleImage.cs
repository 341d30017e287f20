using System;
using System.IO;
using BareMetal.AltTool.Audit;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Symbols;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>
/// A small linked file with what an Image has: an object with ILC's names, an assembly function with a site, a table, the linker
/// script's symbols, and both link passes. A test replaces the part that it is about.
/// </summary>
internal sealed class SampleImage : IDisposable
{
    public const string Kernel = """
        	.section __managedcode, "ax", %progbits
        	.global	BareMetal_BareMetal_Boot_KernelMain__Run, bm_kernel_main
        	.hidden	BareMetal_BareMetal_Boot_KernelMain__Run
        	.type	BareMetal_BareMetal_Boot_KernelMain__Run, %function
        	.type	bm_kernel_main, %function
        BareMetal_BareMetal_Boot_KernelMain__Run:
        bm_kernel_main:
        	bl	bm_barrier
        	ret
        	.size	BareMetal_BareMetal_Boot_KernelMain__Run, . - BareMetal_BareMetal_Boot_KernelMain__Run
        	.size	bm_kernel_main, . - bm_kernel_main

        """;

    public const string Barrier = """
        	.section .rodata
        	.quad	bm_symbol_offsets, bm_symbol_names, bm_symbols_end
        	.text
        	.global	bm_barrier
        	.type	bm_barrier, %function
        bm_barrier:
        661:	dsb	nsh
        	isb
        662:	ret
        	.size	bm_barrier, . - bm_barrier
        	.subsection 1
        663:	.inst	0xd50330ff
        	nop
        664:	.previous
        	.section .altinstructions, "a"
        	.word	661b - .
        	.word	663b - .
        	.hword	32
        	.byte	662b - 661b, 664b - 663b

        """;

    private const string LinkerScript = """
        SECTIONS
        {
            . = 0xffff800080000000;
            .text : { __text_start = .; *(.text) *(__managedcode) __text_end = .; }
            .rodata : {
                *(.rodata .rodata.*)
                PROVIDE(bm_symbol_offsets = .);
                PROVIDE(bm_symbol_names = .);
                PROVIDE(bm_symbols_end = .);
            }
            .altinstructions : { *(.altinstructions) }
            .data : { *(.data) }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("image-");

    public SampleImage(string kernel = Kernel, string barrier = Barrier)
    {
        Assemble("kernel", kernel);
        Assemble("barrier", barrier);
        File.WriteAllText(PathOf("image.ld"), LinkerScript);
    }

    public ElfFile IlcObject => ElfFile.Load(PathOf("kernel.o"));

    public string Folder => _folder.FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Without the symbol table and the size of the arena.</summary>
    public ElfFile LinkFirstPass() => Link("first.elf");

    /// <summary>With what the first pass gives.</summary>
    public ElfFile LinkSecondPass()
    {
        ElfFile first = LinkFirstPass();
        Assemble("symbols", SymbolBlob.Write(CodeSymbols.Of(first).All));
        File.WriteAllText(PathOf("link.rsp"), LinkInputs.LinkOptions(first));
        return Link("second.elf", "symbols.o", "@link.rsp");
    }

    public ImageAudit Audit(ElfFile elf, ulong imageBytes = 1000, string expected = "import bm_* ours", string budget = "file Image 1000")
    {
        var names = new ExpectedNames(PatternLine.Parse("expected", expected.Split('\n'), ["helper", "import", "symbol"]));
        var sizes = ImageBudget.Of("budget", PatternLine.Parse("budget", budget.Split('\n'), ["section", "file"]));
        return new ImageAudit(elf, IlcObject, "BareMetal", imageBytes, names, sizes);
    }

    public void Assemble(string name, string source)
    {
        File.WriteAllText(PathOf($"{name}.s"), source);
        Succeed("aarch64-linux-gnu-gcc", "-c", "-o", $"{name}.o", $"{name}.s");
    }

    public ElfFile Link(string output, params ReadOnlySpan<string> more)
    {
        Succeed("ld.lld-19",
            ["-m", "aarch64elf", "-static", "--entry=bm_kernel_main", "-T", "image.ld", "-o", output, "kernel.o", "barrier.o", .. more]);
        return ElfFile.Load(PathOf(output));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Succeed(string tool, params ReadOnlySpan<string> arguments)
    {
        CommandResult result = Command.Run(Folder, tool, arguments);
        Assert.True(result.Succeeded, result.Text);
    }
}
