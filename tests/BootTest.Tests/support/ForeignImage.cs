using System;
using System.Globalization;
using System.IO;
using BareMetal.Tests;

namespace BareMetal.BootTest.Tests;

/// <summary>images/foreign.c, compiled into a raw arm64 Image in a folder of its own.</summary>
internal sealed class ForeignImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="text">What it prints, as a C string: <c>\n</c> is a line end.</param>
    /// <param name="end">How it ends: semihosting, power_off, spin, flood or reset.</param>
    /// <param name="code">Exit code by semihosting.</param>
    public ForeignImage(string text, string end = "semihosting", int code = 0)
    {
        string elf = _folder.PathOf("foreign.elf");
        string sources = Repository.PathOf("tests", "BootTest.Tests", "images");
        Command.Run(
            sources,
                "aarch64-linux-gnu-gcc", "-O1", "-ffreestanding", "-nostdlib", "-static", "-fno-stack-protector", "-mgeneral-regs-only",
            "-T", System.IO.Path.Combine(sources, "foreign.ld"), "-Wl,--build-id=none,--entry=0x40200000",
            $"-DTEXT=\"{text}\"", $"-DEND={end}", $"-DCODE={code.ToString(CultureInfo.InvariantCulture)}",
            "-o", elf, System.IO.Path.Combine(sources, "foreign.c")).Required("the compiler");
        Command.Run(sources, "aarch64-linux-gnu-objcopy", "-O", "binary", elf, Path).Required("objcopy");
    }

    public string Path => _folder.PathOf("Image");

    public void Dispose() => _folder.Dispose();
}
