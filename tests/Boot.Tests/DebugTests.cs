using System;
using System.Diagnostics;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>qemu/debug: gdb attached at the entry, with symbols where the MMU is off.</summary>
public sealed class DebugTests : IClassFixture<ImageFixture>
{
    [Theory]
    [InlineData("EL=1", "0x40200000")]
    [InlineData("EL=2", "0x40200000")]
    [InlineData("EL=3", "0x40200000")]
    [InlineData("MACHINE=raspi4b", "0x200000")]
    [InlineData("LOAD=0x47e00000", "0x47e00000")]
    public async Task Halts_at_the_entry_and_knows_its_symbol(string argument, string entry)
    {
        ProcessStartInfo start = new(Repository.PathOf("qemu", "debug"), ["--batch", argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output + await errors);
        string halted = output[output.IndexOf("halted at entry", StringComparison.Ordinal)..];
        Assert.Contains($"\n{entry}\n", halted, StringComparison.Ordinal);
        Assert.Contains("in section .text of", halted, StringComparison.Ordinal);
    }
}
