using System;
using System.IO;
using BareMetal.AltTool.Elf;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>A few lines of source in a folder of their own, from which objects are built and linked.</summary>
internal sealed class Snippet : IDisposable
{
    private const ulong LinkAddress = 0xffff800080000000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snippet-");
    private readonly string _compiler;
    private readonly string _source;

    private Snippet(string compiler, string source, string text)
    {
        _compiler = compiler;
        _source = source;
        File.WriteAllText(PathOf(source), text);
    }

    /// <summary>Assembly source; the macros are included before it. Line 1 of the text is line 2 of <c>snippet.S</c>.</summary>
    public static Snippet Assembly(string compiler, string text) => new(compiler, "snippet.S", $"\t.include \"alternative.inc\"\n{text}\n");

    /// <summary>C source; the macros are included before it. Line 1 of the text is line 2 of <c>snippet.c</c>.</summary>
    public static Snippet C(string compiler, string text) => new(compiler, "snippet.c", $"#include \"alternative.h\"\n{text}\n");

    /// <summary>Links the snippet's object, which must build.</summary>
    public LinkedSnippet Build(params ReadOnlySpan<string> options)
    {
        Succeed(Compile(options));
        return Link();
    }

    /// <summary>Builds <c>snippet.o</c>, or doesn't.</summary>
    public CommandResult Compile(params ReadOnlySpan<string> options) => Compile(_source, "snippet.o", options);

    public CommandResult Compile(string source, string output, params ReadOnlySpan<string> options) => Command.Run(
        _folder.FullName,
        _compiler,
        [
            .. Compiler.TargetOptions(_compiler),
            "-I", Repository.PathOf("patcher", "include"),
            "-I", Repository.PathOf("out", "gen"),
            .. options, "-c", "-o", output, source,
        ]);

    /// <summary>Links <c>snippet.o</c>, which must link.</summary>
    public LinkedSnippet Link(ulong address = LinkAddress)
    {
        Succeed(TryLink(address));
        return new LinkedSnippet(ElfFile.Load(PathOf("snippet.elf")));
    }

    public CommandResult TryLink(ulong address = LinkAddress, params ReadOnlySpan<string> objects) => Command.Run(
        _folder.FullName,
        "ld.lld-19",
        ["-m", "aarch64elf", "-static", "--entry=0", $"--image-base=0x{address:x}", "-o", "snippet.elf", "snippet.o", .. objects]);

    public void Dispose() => _folder.Delete(recursive: true);

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private static void Succeed(CommandResult result) => Assert.True(result.Succeeded, result.Text);
}
