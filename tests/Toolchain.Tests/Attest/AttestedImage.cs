using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>A linked Image of a few words, the logs that boots of it would leave, and <c>alt attest</c> over them.</summary>
internal sealed class AttestedImage : IDisposable
{
    /// <summary>After the header: word 0, which LSE atomics replace; words 4 to 7, of a callback.</summary>
    private const string Source = """
        	.include "function.inc"
        	.include "alternative.inc"
        	.text
        	.skip	64
        	function bm_site
        	alternative_insn "mov x0, #1", "mov x0, #2", HAS_LSE_ATOMICS
        	endfunction bm_site
        	function bm_planned
        	alternative_cb ALWAYS_SYSTEM, CALLBACK
        	mov	x3, #1
        	nop
        	nop
        	nop
        	alternative_cb_end
        	ret
        	endfunction bm_planned
        	function CALLBACK
        	ret
        	endfunction CALLBACK
        	.data
        	.quad	1

        """;

    private const string LinkerScript = """
        SECTIONS
        {
            . = 0xffff800080000000;
            __image_start = .;
            .text : { __text_start = .; *(.text) __text_end = .; }
            . = ALIGN(64);
            .altinstructions : { *(.altinstructions) }
            . = ALIGN(64);
            .data : { *(.data) __data_end = .; }
        }
        """;

    private const int HeaderBytes = 64;
    private const ulong TextAddress = 0xffff_8000_8000_0000 + HeaderBytes;

    private static readonly string[] s_captured =
        File.ReadAllLines(Repository.PathOf("tests", "Patcher.Tests", "data", "captured-cores.txt"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("attest-");

    /// <param name="callback">Symbol of the callback.</param>
    public AttestedImage(string callback = "bm_cb_BareMetal_Toolchain_Tests_AttestedCallbacks_Counter")
    {
        File.WriteAllText(PathOf("image.S"), Source.Replace("CALLBACK", callback, StringComparison.Ordinal));
        File.WriteAllText(PathOf("image.ld"), LinkerScript);
        Succeed("aarch64-linux-gnu-gcc", "-c", "-I", Repository.PathOf("patcher", "include"), "-I", Repository.PathOf("out", "gen"), "-o",
            "image.o", "image.S");
        Succeed("ld.lld-19", "-m", "aarch64elf", "-static", "--entry=bm_site", "-T", "image.ld", "-o", "image.elf", "image.o");
        Succeed("llvm-objcopy-19", "-O", "binary", "image.elf", "Image");
        Succeed("llvm-objcopy-19", "-O", "binary", "--only-section=.text", "image.elf", "text");
    }

    /// <summary>SHA-256 of the raw Image.</summary>
    public string Name => Hash(File.ReadAllBytes(PathOf("Image")));

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>What counts as text, with words of it changed: word 0 is the first after the header.</summary>
    public byte[] Text(params ReadOnlySpan<(int Word, uint Instruction)> changes)
    {
        byte[] text = File.ReadAllBytes(PathOf("text"))[HeaderBytes..];
        foreach ((int word, uint instruction) in changes)
        {
            BitConverter.GetBytes(instruction).CopyTo(text, word * sizeof(uint));
        }

        return text;
    }

    /// <summary>The lines of a boot on a CPU.</summary>
    private static string Captured(string cpu) =>
        string.Join(
            '\n',
            s_captured.Where(line => line.StartsWith($"{cpu} ", StringComparison.Ordinal)).Select(line => line[(cpu.Length + 1)..]));

    /// <summary>The log of a boot that says of its text that it is <paramref name="text"/>.</summary>
    public string Log(byte[] text, string cpu = "cortex-a53", string? image = null) =>
        $$"""
        [    0.000] firmware
        @boot {"schema":1,"version":"0.1.0","image":"{{image ?? Name}}"}
        {{Captured(cpu)}}
        @text {"address":"0x{{TextAddress:x16}}","bytes":{{text.Length}},"sha256":"{{Hash(text)}}"}
        PASS

        """;

    /// <summary>Runs the verb on logs, each in a file of its own: NAME.log.</summary>
    public (int Code, string[] Lines) Attest((string Name, string Log)[] logs, params ReadOnlySpan<string> options)
    {
        foreach ((string name, string log) in logs)
        {
            File.WriteAllText(PathOf($"{name}.log"), log);
        }

        string[] files = [.. logs.Select(log => $"{log.Name}.log")];
        string[] assembly = options.Contains("--assembly") ? [] : ["--assembly", typeof(AttestedCallbacks).Assembly.Location];
        CommandResult result = Command.Run(
            _folder.FullName,
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "alt.dll"), "attest", "image.elf", .. files, .. assembly, .. options]);
        return (result.ExitCode, result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose() => _folder.Delete(recursive: true);

    private void Succeed(string tool, params ReadOnlySpan<string> arguments)
    {
        CommandResult result = Command.Run(_folder.FullName, tool, arguments);
        Assert.True(result.Succeeded, result.Text);
    }
}
