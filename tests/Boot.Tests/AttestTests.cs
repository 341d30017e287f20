using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool;
using BareMetal.AltTool.Attest;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// The text after patching, known three times: computed by the boot, read from its memory, and computed here from the ELF file and the
/// boot's inputs. MatrixTests does it for every row of the matrix.
/// </summary>
[Trait("Area", "Attestation")]
public sealed class AttestTests : IClassFixture<ImageFixture>, IClassFixture<GuestFixture>
{
    private static readonly Lazy<Task<BootLog>> s_log = new(() => BootAsync(SharedBoots.Json("max", 2)));

    [Theory]
    [InlineData("max", 1, 1, "id_aa64isar0.atomic=0 ctr.dic=0")]
    [InlineData("max", 1, 2, "cpu1.id_aa64isar0.crc32=0")]
    [InlineData("cortex-a72", 1, 1, "alt.skip=3,7-40")]
    [InlineData("cortex-a72", 2, 1, "alt.only=60-75")]
    [InlineData("neoverse-n2", 1, 1, "alt.selftest")]
    [InlineData("neoverse-n1", 3, 4, "alt.dry-run")]
    [InlineData("cortex-a55", 1, 4, "maxcpus=2 arm64.nopauth")]
    public async Task What_arguments_change_is_changed_on_the_host_too(string cpu, int exceptionLevel, int cpus, string arguments)
    {
        BootLog log = await BootAsync(SharedBoots.Json(cpu, exceptionLevel, arguments) with { CpuCount = cpus });

        BootAssert.Passed(log);
        BootAssert.None(HostAttestation.Of(log, ImageFile.Built).Findings, log);
    }

    [Fact]
    public async Task Text_is_as_linked_where_nothing_is_written()
    {
        BootLog log = await BootAsync(SharedBoots.Json("max"));
        byte[] linked = ImageFile.Built.Bytes[LinkedImage.HeaderBytes..(int)ImageFile.Built.Text.Size];
        BootLog dry = await BootAsync(SharedBoots.Json("max", 1, "alt.dry-run"));

        Assert.NotEqual(linked, log.TextInMemory);
        Assert.Equal(linked, dry.TextInMemory);
    }

    [Fact]
    public async Task A_word_that_changed_in_memory_is_named()
    {
        BootLog log = await s_log.Value;
        byte[] memory = [.. log.TextInMemory!];
        ulong address = ImageFile.Built.Elf.RequireSymbol("bm_smccc_call") + 4;
        memory[(int)(address - ImageFile.VirtualBase) - LinkedImage.HeaderBytes] ^= 1;

        Attestation attestation = HostAttestation.Of(log.Serial, memory, ImageFile.Built);

        Assert.StartsWith("memory has ", attestation.Findings[0], StringComparison.Ordinal);
        Assert.Contains(attestation.Findings,
            finding => finding.StartsWith($"bm_smccc_call+0x4 at 0x{address:x}: memory has 0x", StringComparison.Ordinal));
    }

    /// <summary>Each is a change of what the boot recorded; the site that depends on it is named.</summary>
    [Theory]
    [InlineData("\"cntfrq\":1000000000", "\"cntfrq\":1000000001", "bm_cb_counter_frequency")]
    [InlineData("\"conduit\":\"smc\"", "\"conduit\":\"hvc\"", "bm_cb_smccc_conduit")]
    [InlineData("\"voffset\":\"0xffff80003fe00000\"", "\"voffset\":\"0xffff80003fe01000\"", "bm_cb_kimage_voffset")]
    [InlineData("\"dczid_el0\":\"0x0000000000000004\"", "\"dczid_el0\":\"0x0000000000000005\"", "bm_cb_dczva_size")]
    [InlineData("\"id_aa64isar0_el1\":\"0x1", "\"id_aa64isar0_el1\":\"0x0", "HAS_RNG")]
    public async Task An_input_that_changed_in_the_log_is_noticed(string what, string by, string finding)
    {
        BootLog log = await s_log.Value;
        Assert.True(HostAttestation.Of(log, ImageFile.Built).IsEqual);
        Assert.Contains(what, log.Serial, StringComparison.Ordinal);

        Attestation attestation =
            HostAttestation.Of(log.Serial.Replace(what, by, StringComparison.Ordinal), log.TextInMemory!, ImageFile.Built);

        Assert.Contains(finding, string.Join('\n', attestation.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_that_a_program_has_in_CSharp_is_run()
    {
        ImageFile guest = ImageFile.Guest;
        HashSet<ulong> machineCode =
            [.. guest.Elf.Symbols.Where(symbol => symbol.Name.StartsWith("bm_ccb_", StringComparison.Ordinal))
                .Select(symbol => symbol.Value)];
        string skip = string.Join(',', guest.Table.Where(entry => machineCode.Contains(entry.Alternative)).Select(entry => entry.Index));

        BootLog log = await BootAsync(SharedBoots.Json("max", 1, $"alt.skip={skip}") with { Image = guest.Path });

        BootAssert.Passed(log);
        Assert.Equal(EntryAction.Patched, log.Report.Entries.Single(entry => entry.Callback == "bm_cb_guest_constant").Action);
        BootAssert.None(HostAttestation.Of(log, guest).Findings, log);
    }

    [Fact]
    public async Task A_callback_in_machine_code_is_named_and_not_passed_over()
    {
        BootLog log = await BootAsync(SharedBoots.Json("max") with { Image = ImageFile.Guest.Path });

        InputException refused = Assert.Throws<InputException>(() => HostAttestation.Of(log, ImageFile.Guest));

        Assert.Contains("callback bm_ccb_guest_", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is machine code, which isn't run here: this text can't be attested", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_of_the_text_without_a_report()
    {
        BootLog log = await BootAsync(new BootCase());

        BootAssert.Passed(log);
        Assert.Null(log.TextInMemory);
        BootAssert.NotLogged(log, "@text");
    }

    private static Task<BootLog> BootAsync(BootCase boot) =>
        HaltedMachine.RunAsync(boot, SerialVerdict.Parse, TestContext.Current.CancellationToken);
}
