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
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Halts_at_the_entry_and_knows_its_symbol(int exceptionLevel)
    {
        ProcessStartInfo start = new(Repository.PathOf("qemu", "debug"), ["--batch", $"EL={exceptionLevel}"])
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
        Assert.Contains("0x40200000", halted, StringComparison.Ordinal);
        Assert.Contains("in section .text of", halted, StringComparison.Ordinal);
    }
}
