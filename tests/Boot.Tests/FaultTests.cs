using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A program of tests/guest breaks one rule; the boot ends in a report and a verdict that name it.</summary>
[Trait("Area", "Exceptions and the core library")]
public sealed partial class FaultTests : IClassFixture<GuestFixture>
{
    private const uint UndefinedClass = 0x00;
    private const uint InstructionAbortClass = 0x21;
    private const uint DataAbortClass = 0x25;

    // What the lowest two bits, the level, are left out of.
    private const uint TranslationFault = 0b0001_00;
    private const uint PermissionFault = 0b0011_00;

    private const ulong LinearMapBase = 0xffff_0000_0000_0000;
    private const ulong StartPage = 0x1000;
    private const int ReportBytes = 16_384;

    [Theory]
    [InlineData("store-text", "data abort, permission fault on write", DataAbortClass, PermissionFault)]
    [InlineData("store-rodata", "data abort, permission fault on write", DataAbortClass, PermissionFault)]
    [InlineData("store-table", "data abort, permission fault on write", DataAbortClass, PermissionFault)]
    [InlineData("store-closed-alias", "data abort, translation fault on write", DataAbortClass, TranslationFault)]
    [InlineData("execute-data", "instruction abort, permission fault on fetch", InstructionAbortClass, PermissionFault)]
    [InlineData("execute-alias", "instruction abort, permission fault on fetch", InstructionAbortClass, PermissionFault)]
    [InlineData("read-identity-map", "data abort, translation fault on read", DataAbortClass, TranslationFault)]
    [InlineData("undefined-instruction", "undefined instruction", UndefinedClass, 0u)]
    public async Task An_exception_is_decoded(string test, string words, uint exceptionClass, uint faultStatus)
    {
        BootLog log = await RunAsync(test);

        BootAssert.Failed(log, "FAIL exception (3)");
        BootAssert.Logged(log, $"synchronous exception: {words} (ESR ");
        uint esr = (uint)Number(log, @"\(ESR 0x([0-9a-f]{8})\)");
        Assert.Equal(exceptionClass, esr >> 26);
        Assert.Equal(faultStatus, esr & 0b1111_00);
        AssertReportEndsSoon(log);
    }

    [Theory]
    [InlineData("store-text", "__text_start")]
    [InlineData("store-rodata", "__rodata_start")]
    [InlineData("store-table", "__alt_instructions")]
    public async Task A_store_to_constant_memory_is_caught_at_its_address(string test, string symbol)
    {
        BootLog log = await RunAsync(test);

        Assert.Equal(ImageFile.Guest.Elf.RequireSymbol(symbol), FaultAddress(log));
        BootAssert.True(Place(log, "ELR").StartsWith("Faults.Run+0x", StringComparison.Ordinal), "ELR isn't in Faults.Run", log);
    }

    [Theory]
    [InlineData("store-closed-alias", LinearMapBase + ImageFile.LoadAddress)]
    [InlineData("read-identity-map", ImageFile.LoadAddress + StartPage)]
    public async Task Mappings_that_only_boot_needed_are_gone(string test, ulong address)
    {
        BootLog log = await RunAsync(test);

        Assert.Equal(address, FaultAddress(log));
        BootAssert.True(Place(log, "ELR").StartsWith("Faults.Run+0x", StringComparison.Ordinal), "ELR isn't in Faults.Run", log);
    }

    [Theory]
    [InlineData("execute-data")]
    [InlineData("execute-alias")]
    public async Task A_branch_to_data_names_its_caller(string test)
    {
        BootLog log = await RunAsync(test);

        Assert.Equal(FaultAddress(log), Number(log, "ELR 0x([0-9a-f]{16})"));
        BootAssert.True(Place(log, "LR ").StartsWith("Faults.Run+0x", StringComparison.Ordinal), "LR isn't in Faults.Run", log);
        BootAssert.Logged(log, " KernelMain.Start+0x");
    }

    [Fact]
    public async Task An_undefined_instruction_is_named_by_its_function()
    {
        BootLog log = await RunAsync("undefined-instruction");

        Assert.Equal("bm_undefined+0x0", Place(log, "ELR"));
        BootAssert.NotLogged(log, "FAR 0x");
    }

    [Theory]
    [InlineData(2, "hvc", "HVC", "bm_hvc+0x4")]
    [InlineData(3, "hvc", "HVC", "bm_hvc+0x4")]
    [InlineData(3, "smc", "SMC", "bm_smc+0x4")]
    public async Task What_traps_to_a_level_above_is_reported_at_EL1(int level, string test, string instruction, string place)
    {
        BootLog log = await RunAsync(test, level);

        BootAssert.Failed(log, "FAIL exception (3)");
        BootAssert.Logged(log, $"synchronous exception: unhandled {instruction} #0x0 (ESR ");
        Assert.Equal(place, Place(log, "ELR"));
        AssertReportEndsSoon(log);
    }

    [Fact]
    public async Task A_stack_overflow_ends_at_the_guard_page()
    {
        BootLog log = await RunAsync("stack-overflow");

        BootAssert.Failed(log, "FAIL stack-overflow (5)");
        ulong guard = ImageFile.Guest.Elf.RequireSymbol("__stack_guard");
        Assert.InRange(FaultAddress(log), guard, guard + 4095);
        BootAssert.True(Place(log, "ELR").StartsWith("Faults.Recurse+0x", StringComparison.Ordinal), "ELR isn't in Faults.Recurse", log);
        AssertReportEndsSoon(log);
    }

    [Theory]
    [InlineData("divide-by-zero", "FAIL divide-by-zero (8)", "panic: division by zero at ", "Faults.Run+0x")]
    [InlineData("overflow", "FAIL overflow (7)", "panic: arithmetic overflow at ", "Faults.Run+0x")]
    [InlineData("index-out-of-range", "FAIL index-out-of-range (6)", "panic: index out of range at ", "Faults.Run+0x")]
    [InlineData("fail-fast", "FAIL fail-fast (11)", "panic: the program gave up", "Faults.Run+0x")]
    [InlineData("stack-smash", "FAIL stack-smashed (13)", "panic: a buffer on the stack was written past its end", "Faults.Smash+0x")]
    public async Task A_failed_check_of_the_language_is_a_panic(string test, string verdict, string words, string caller)
    {
        BootLog log = await RunAsync(test);

        BootAssert.Failed(log, verdict);
        BootAssert.Logged(log, words);
        BootAssert.Logged(log, $" {caller}");
        BootAssert.NotLogged(log, "exception");
        AssertReportEndsSoon(log);
    }

    [Fact]
    public async Task A_fault_in_the_report_stops_instead_of_looping()
    {
        BootLog log = await RunAsync("fault-in-report");

        BootAssert.Failed(log, "FAIL nested-exception (4)");
        BootAssert.Logged(log, "exception inside the exception report: ESR 0x96000007 ELR 0x");
        AssertReportEndsSoon(log);
    }

    [Fact]
    public async Task Patching_twice_is_refused()
    {
        BootLog log = await RunAsync("second-run");

        BootAssert.Failed(log, "FAIL alternatives (20)");
        BootAssert.Logged(log, ": AlreadyApplied ");
    }

    [Fact]
    public async Task A_program_that_fails_is_named()
    {
        BootLog log = await RunAsync("no-such-fault");

        BootAssert.Failed(log, "FAIL program (30)");
    }

    private static Task<BootLog> RunAsync(string test, int level = 1)
    {
        return SharedBoots.LogAsync(new BootCase
        {
            Image = GuestFixture.Image,
            ExceptionLevel = level,
            Append = $"test={test} alt.report=quiet",
            OutputLimit = 2 * ReportBytes,
        });
    }

    private static void AssertReportEndsSoon(BootLog log)
    {
        BootAssert.True(log.Serial.Length < ReportBytes, $"{log.Serial.Length} bytes of output", log);
        BootAssert.True(
            log.Lines.Count(line => line.Contains("synchronous exception", StringComparison.Ordinal)) <= 1, "reported twice", log);
    }

    private static ulong FaultAddress(BootLog log) => Number(log, "FAR 0x([0-9a-f]{16})");

    private static ulong Number(BootLog log, string pattern)
    {
        Match match = Regex.Match(log.Serial, pattern);
        BootAssert.True(match.Success, $"the log lacks: {pattern}", log);
        return ulong.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    // The symbol at a register's address; empty where there is none.
    private static string Place(BootLog log, string register)
    {
        return SymbolLine().Matches(log.Serial).FirstOrDefault(match => match.Groups["register"].Value == register)?.Groups["symbol"].Value
            ?? "";
    }

    [GeneratedRegex(
        @"^\[[^\]]*\]   (?<register>ELR|LR |FAR) 0x[0-9a-f]{16} (?<symbol>\S+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex SymbolLine();
}
