using System;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>qemu/debug: gdb attached at the entry, with symbols where the MMU is off.</summary>
[Trait("Area", "The boot-test runner")]
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
        CommandResult result = await Command.RunAsync(Repository.Root, Repository.PathOf("qemu", "debug"), ["--batch", argument]);

        string output = result.Required("qemu/debug").Output;
        string halted = output[output.IndexOf("halted at entry", StringComparison.Ordinal)..];
        Assert.Contains($"\n{entry}\n", halted, StringComparison.Ordinal);
        Assert.Contains("in section .text of", halted, StringComparison.Ordinal);
    }
}
