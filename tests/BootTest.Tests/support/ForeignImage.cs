using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

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
        string elf = _folder.File("foreign.elf");
        string sources = Repository.PathOf("tests", "BootTest.Tests", "images");
        Run(
            "aarch64-linux-gnu-gcc", "-O1", "-ffreestanding", "-nostdlib", "-static", "-fno-stack-protector", "-mgeneral-regs-only",
            "-T", System.IO.Path.Combine(sources, "foreign.ld"), "-Wl,--build-id=none,--entry=0x40200000",
            $"-DTEXT=\"{text}\"", $"-DEND={end}", $"-DCODE={code.ToString(CultureInfo.InvariantCulture)}",
            "-o", elf, System.IO.Path.Combine(sources, "foreign.c"));
        Run("aarch64-linux-gnu-objcopy", "-O", "binary", elf, Path);
    }

    public string Path => _folder.File("Image");

    public void Dispose() => _folder.Dispose();

    private static void Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(command, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} failed: {string.Join(' ', arguments)}");
        }
    }
}
