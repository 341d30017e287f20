using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Boot arguments are read whole, and where there is a limit, what exceeds it is named.</summary>
[Trait("Area", "Capabilities")]
public sealed class BootArgumentTests : IClassFixture<ImageFixture>
{
    private const string First = "baremetal.exit=semihosting ";
    private const string Last = " alt.report=json";

    [Theory]
    [InlineData(4096)]
    [InlineData(65536)]
    public async Task The_last_of_very_many_takes_effect(int characters)
    {
        string unknown = string.Concat(Enumerable.Repeat("console=tty1 ", characters))[..(characters - First.Length - Last.Length)];

        BootLog log = await QemuRun.StartAsync(new BootCase { Append = unknown + Last }, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"Kernel command line: {First}{unknown}{Last}");
        BootAssert.Reported(log);
    }

    [Theory]
    [InlineData(4000, true)]
    [InlineData(4100, false)]
    public async Task ATAGS_are_read_up_to_4_KiB_and_what_is_longer_is_named(int characters, bool isRead)
    {
        const ulong Entry = 0x40_0000;
        const ulong BootData = 0x10_0000;
        const string LastArgument = "last=argument";
        uint[] head = [2, 0x5441_0001, 4, 0x5441_0002, 0x3c00_0000, 0, 2 + (uint)(characters / sizeof(uint)), 0x5441_0009];
        byte[] tags =
            [.. MemoryMarshal.AsBytes(head.AsSpan()), .. Encoding.ASCII.GetBytes(LastArgument.PadLeft(characters - 1)), .. new byte[9]];
        using GuestProgram loader = new("enter.S", $"X0={BootData}", $"ENTRY={Entry}", "CNTFRQ=54000000");
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, tags, TestContext.Current.CancellationToken);
            BootCase bootCase = new()
            {
                Machine = "raspi4b",
                ExceptionLevel = 3,
                Image = loader.Image,
                QemuArguments =
                [
                    "-device", $"loader,file={ImageFile.Built.Path},addr={Entry},force-raw=on",
                    "-device", $"loader,file={path},addr={BootData},force-raw=on",
                ],
            };

            (BootLog log, _) = await WatchedBoot.RunAsync(bootCase, qmp => LogInMemory.ReadAsync(qmp, Entry));

            Assert.Equal(isRead, log.Contains(LastArgument));
            Assert.Equal(!isRead, log.Contains("ATAGS: longer than 4 KiB"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
