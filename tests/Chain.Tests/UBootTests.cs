using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Chain.Tests;

/// <summary>qemu/chains/uboot: booti of an Image that may be anywhere, and of one that U-Boot moves to the start of RAM.</summary>
[Trait("Area", "Machines")]
public sealed class UBootTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    private const string Script = "chains/uboot";
    private const int FlagsOffset = 24;
    private const ulong PlacedAnywhere = 1 << 3;
    private const ulong RamBase = 0x4000_0000;
    private const ulong KernelAddress = 0x4040_0000; // kernel_addr_r

    public static IEnumerable<TheoryDataRow<string, int>> Machines => ChainRun.Machines([1, 2]);

    [Theory]
    [Proof("chains", IsSampled = true)]
    [MemberData(nameof(Machines))]
    public async Task Passes_where_the_script_loaded_it(string cpu, int exceptionLevel)
    {
        BootLog log = await ChainRun.StartAsync(Script, Arguments(cpu, exceptionLevel));

        ChainRun.Passed(log, image.Hash);
        ChainRun.Logged(log, $"entered at EL{exceptionLevel}");
        Assert.Equal(KernelAddress, ChainRun.LoadAddress(log));
    }

    [Theory]
    [Proof("chains", IsSampled = true)]
    [MemberData(nameof(Machines))]
    public async Task Passes_where_U_Boot_moved_it(string cpu, int exceptionLevel)
    {
        string path = Path.GetTempFileName();
        try
        {
            byte[] moved = [.. image.Bytes];
            ulong flags = BinaryPrimitives.ReadUInt64LittleEndian(moved.AsSpan(FlagsOffset));
            BinaryPrimitives.WriteUInt64LittleEndian(moved.AsSpan(FlagsOffset), flags & ~PlacedAnywhere);
            await File.WriteAllBytesAsync(path, moved, TestContext.Current.CancellationToken);

            BootLog log = await ChainRun.StartAsync(Script, [.. Arguments(cpu, exceptionLevel), $"IMAGE={path}"]);

            ChainRun.Passed(log, ImageFixture.HashOf(moved));
            ChainRun.Logged(log, $"Moving Image from 0x{KernelAddress:x} to 0x{RamBase:x}");
            Assert.Equal(RamBase, ChainRun.LoadAddress(log));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string[] Arguments(string cpu, int exceptionLevel) => [$"CPU={cpu}", $"EL={exceptionLevel}", "APPEND=alt.report=json"];
}
