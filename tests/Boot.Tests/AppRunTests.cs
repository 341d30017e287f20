using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>What programs have of .NET: pins, keys, text, time, and how they end. The program is tests/app.</summary>
[Trait("Area", "Programs")]
public sealed partial class AppRunTests(Programs programs)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("raspi4b", 0xfe20_0000UL, "pins 58")]
    [InlineData("raspi3b", 0x3f20_0000UL, "pins 54")]
    public async Task A_pin_is_what_the_program_made_it(string machine, ulong registers, string count)
    {
        AppFolder app = await programs.TestedAsync();
        BootCase boot = new() { Image = app.Image, Machine = machine, Append = "app=pins" };

        (BootLog log, uint[] words) = await WatchedBoot.RunAsync(boot, async qmp =>
        {
            // GPLEV0, GPFSEL1, GPFSEL3, and pulls of GPIO 32 to 47 on a BCM2711.
            ulong[] offsets = [0x34, 0x04, 0x0c, 0xec];
            for (Stopwatch time = Stopwatch.StartNew();
                ((await qmp.ReadWordAsync(registers + 0x34) >> 17) & 1) == 0 && time.Elapsed < s_patience;)
            {
                await Task.Delay(50);
            }

            await Task.Delay(500);
            List<uint> seen = [];
            foreach (ulong offset in offsets)
            {
                seen.Add(await qmp.ReadWordAsync(registers + offset));
            }

            return seen.ToArray();
        });

        BootAssert.Logged(log, count);
        BootAssert.Logged(log, "17 is high");
        Assert.Equal(1u, (words[0] >> 17) & 1);
        Assert.Equal(0b001u, (words[1] >> 21) & 0b111);
        Assert.Equal(0u, (words[2] >> 9) & 0b111_111_111);
        Assert.True(machine == "raspi3b" || ((words[3] >> 2) & 0b11_11_11) == 0b00_10_01, $"pulls 0x{words[3]:x}");
    }

    [Fact]
    public async Task A_machine_without_pins_says_so()
    {
        BootLog log = await (await programs.TestedAsync()).BootAsync("pins");

        BootAssert.Failed(log, "FAIL fail-fast (11)");
        BootAssert.Logged(log, "pins 0");
        BootAssert.Logged(log, "panic: GPIO: this machine has no pins that are known");
        BootAssert.Logged(log, "GpioController.SetPinMode+0x");
    }

    [Fact]
    public async Task Lines_are_typed_with_Backspace_and_every_kind_of_Enter()
    {
        AppFolder app = await programs.TestedAsync();

        CommandResult result = await app.TypeAsync("type", "abX\u007fc\r\n123456789é\n\u007fné\bz\r\r", "APPEND=app=lines");

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains(
            "\nabX\b \bc\nline of 97 98 99\n12345678\a\a\nline of 49 50 51 52 53 54 55 56\n\a" + "né\b \bz\nline of 110 122\n\nline of\n",
            result.Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virt", null, "all")]
    [InlineData("raspi4b", null, "0")] // PL011
    [InlineData("raspi4b", "rpi4/bcm2711-rpi-4-b.dtb", "1")] // mini UART
    public async Task What_is_typed_is_read(string machine, string? tree, string uart)
    {
        string dtb = tree is null ? "" : Repository.PathOf("out", "firmware", tree);
        Assert.SkipUnless(tree is null || File.Exists(dtb), $"no {tree}: qemu/media/firmware {tree}");
        AppFolder app = await programs.TestedAsync();

        CommandResult result = await app.TypeAsync("type", "abc", $"MACHINE={machine}", $"DTB={dtb}", $"UART={uart}", "APPEND=app=keys");

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains("\nno key\ntype\nb\nread 97 98 99\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sleep_takes_as_long_as_the_counter_says()
    {
        BootLog log = await (await programs.TestedAsync()).BootAsync("sleep");

        BootAssert.Passed(log);
        Match line = Ticks().Match(log.Serial);
        BootAssert.True(line.Success, "no ticks", log);
        double seconds = double.Parse(line.Groups[1].ValueSpan, null) / double.Parse(line.Groups[2].ValueSpan, null);
        BootAssert.True(seconds is >= 0.2 and < 0.3, $"{seconds} s, expected 0.2", log);
    }

    [Fact]
    public async Task Text_is_UTF8_and_a_log_line_starts_a_line()
    {
        BootLog log = await (await programs.TestedAsync()).BootAsync("text");

        BootAssert.Passed(log);
        string expected =
            "\ngrüße, 5 €, \U0001d11e, \ufffd.\nß\n-9223372036854775808\n18446744073709551615\n-1\n4294967295\nFalse\nslice\nopen\n[";
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(expected)); // as the serial line is read
        BootAssert.True(
            log.Serial.Replace("\r", "", StringComparison.Ordinal).Contains(bytes, StringComparison.Ordinal), "other text", log);
    }

    [Fact]
    public async Task A_panic_names_the_callers_in_the_program()
    {
        BootLog log = await (await programs.TestedAsync()).BootAsync("panic");

        BootAssert.Failed(log, "FAIL fail-fast (11)");
        BootAssert.Logged(log, "panic: out of paper");
        BootAssert.Logged(log, "Program.Print+0x");
        BootAssert.Logged(log, "Program.Main+0x");
    }

    [Fact]
    public async Task A_program_that_does_not_return_0_fails()
    {
        BootAssert.Failed(await (await programs.TestedAsync()).BootAsync("failure"), "FAIL program (30)");
    }

    [GeneratedRegex(@"^ticks (\d+) of (\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Ticks();
}
