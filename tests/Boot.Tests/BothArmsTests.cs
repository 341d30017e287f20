using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// Every site was seen patched and seen kept, and boot checked in both boots what its code computes. This is the list that says where.
/// A new site whose capability and callback have no row fails.
/// </summary>
[Trait("Area", "Table and plan")]
public sealed class BothArmsTests : IClassFixture<ImageFixture>
{
    private static readonly BothArms[] s_list =
    [
        // Callbacks with what every core has: nothing but a selection keeps them.
        new("ALWAYS_BOOT", "bm_cb_kimage_voffset", Json("max"), null),
        new("ALWAYS_SYSTEM", "bm_cb_nops", Json("max"), null),
        new("ALWAYS_SYSTEM", "bm_cb_dcache_line_size", Json("max"), null),
        new("ALWAYS_SYSTEM", "bm_cb_icache_line_size", Json("max"), null),
        new("ALWAYS_SYSTEM", "bm_cb_dczva_size", Json("max"), null),

        // 1 GHz is two moves: out of line. One move takes the place of the call in CounterTests.
        new("ALWAYS_BOOT", "bm_cb_counter_frequency", Json("max"), null, Words: 4),
        new("ALWAYS_BOOT", "bm_cb_counter_frequency", null, Json("max"), Words: 1),

        // What a call is where nothing better applies: LDAR without LDAPR, MOV W0, #0 where a capability isn't there.
        new("ALWAYS_SYSTEM", null, Json("cortex-a53"), null),
        new("ALWAYS_BOOT", null, Json("max", arguments: "id_aa64isar0.crc32=0"), Json("max")),

        // Callbacks that decide: no PSCI where EL3 is ours, no loop on cores that need none.
        new("ALWAYS_BOOT", "bm_cb_smccc_conduit", Json("max"), Json("max", 3)),
        new("ALWAYS_SYSTEM", "bm_cb_bhb_loop", Json("cortex-a72"), Json("cortex-a53")),

        // Every model of QEMU has CRC32: kept by an override.
        new("HAS_CRC32", null, Json("cortex-a53"), Json("max", arguments: "id_aa64isar0.crc32=0")),

        new("HAS_LSE_ATOMICS", null, Json("neoverse-n1"), Json("cortex-a53")),
        new("HAS_LDAPR", null, Json("cortex-a55"), Json("cortex-a53")),
        new("HAS_SB", null, Json("cortex-a710"), Json("neoverse-v1")),
        new("HAS_RNG", null, Json("neoverse-v1"), Json("neoverse-n1")),
        new("HAS_MOPS", null, Json("max"), Json("neoverse-n2")),
        new("HAS_ECV", null, Json("max"), Json("neoverse-n2")),
        new("HAS_CACHE_IDC", null, Json("a64fx"), Json("cortex-a72")),
        new("HAS_CACHE_DIC", null, Json("neoverse-n2"), Json("cortex-a76")),

        // FEAT_CSSC is in no CPU of QEMU: CNT is assembled and checked, and was never run.
        new("HAS_CSSC", null, null, Json("max")),

        // QEMU's cortex-a53 is an r0p4, which has the errata fixed.
        new("WORKAROUND_REPEAT_TLBI", null, Json("cortex-a76"), Json("cortex-a72")),
        new("WORKAROUND_CLEAN_CACHE", null, Json("cortex-a53,midr=0x410fd032"), Json("cortex-a53")),
    ];

    public static TheoryData<string, string?, int?> Rows => [.. s_list.Select(row => (row.Capability, row.Callback, row.Words))];

    [Trait("Linux", "both arms of each site")]
    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_site_runs_right_patched_and_kept(string capability, string? callback, int? words)
    {
        BothArms row = s_list.Single(row => row.Capability == capability && row.Callback == callback && row.Words == words);

        if (row.Patched is { } patched)
        {
            await SawAsync(row, patched, EntryAction.Patched);
        }

        await SawAsync(row, row.Kept ?? Json("max", arguments: $"alt.skip=0-{ImageFile.Built.Table.Count - 1}"), EntryAction.Kept);
    }

    [Fact]
    public async Task Every_site_is_on_the_list_once()
    {
        BootLog log = await SharedBoots.LogAsync(Json("max"));

        BootAssert.Reported(log);
        BootAssert.None(
            log.Report.Entries
                .Where(entry => s_list.Count(row => row.Describes(entry)) != 1)
                .Select(entry => $"entry {entry.Index}: {entry.Capability} {entry.Callback} is not on the list once"),
            log);
    }

    [Fact]
    public async Task A_self_test_that_is_not_selected_keeps_its_BRK_and_says_so()
    {
        EntryLine selfTest =
            (await SharedBoots.LogAsync(Json("max"))).Report.Entries.Single(
                entry => entry is { Capability: "ALWAYS_SYSTEM", Callback: "bm_cb_nops" });

        BootLog log = await SharedBoots.LogAsync(Json("max", arguments: $"alt.skip={selfTest.Index}"));

        BootAssert.Passed(log);
        BootAssert.Logged(log, "self test: skipped");
        BootAssert.True(log.Report.Entries[selfTest.Index].Action == EntryAction.Kept, "patched all the same", log);
        Assert.Equal([0xd420_0160], log.Report.Entries[selfTest.Index].New);
        Assert.Equal(1, log.Report.Summary!.Kept - (await SharedBoots.LogAsync(Json("max"))).Report.Summary!.Kept);
    }

    [Fact]
    public async Task Only_the_selected_entries_are_applied()
    {
        BootLog log = await SharedBoots.LogAsync(Json("max", arguments: "alt.only=1,7-9"));

        BootAssert.Passed(log);
        BootAssert.True(log.Report.Entries.All(entry => entry.Action == EntryAction.Kept || entry.Index is 1 or 7 or 8 or 9),
            "another one was applied", log);
        BootAssert.True(log.Report.Entries[1].Action == EntryAction.Patched, "entry 1 wasn't applied", log);
    }

    [Theory]
    [InlineData("id_aa64isar0.atomic=0", "HAS_LSE_ATOMICS", "detected: LSE atomic instructions")]
    [InlineData("id_aa64isar1.lrcpc=0", "HAS_LDAPR", "detected: RCpc load-acquire (LDAPR)")]
    [InlineData("id_aa64isar2.mops=0", "HAS_MOPS", "detected: Memory Copy")]
    [InlineData("arm64.nomops", "HAS_MOPS", "detected: Memory Copy")]
    [InlineData("id_aa64isar0.rndr=0,id_aa64isar1.sb=0", "HAS_SB", "detected: Speculation barrier (SB)")]
    public async Task An_override_hides_a_capability(string argument, string capability, string words)
    {
        BootLog log = await SharedBoots.LogAsync(Json("max", arguments: argument));

        BootAssert.Passed(log);
        BootAssert.NotLogged(log, words);
        BootAssert.True(log.Report.Entries.Where(entry => entry.Capability == capability).All(entry => entry.Action == EntryAction.Kept),
            $"{capability} applied", log);
    }

    [Fact]
    public async Task An_override_cannot_promise_what_the_core_lacks()
    {
        BootLog log = await SharedBoots.LogAsync(Json("cortex-a53", arguments: "id_aa64isar0.atomic=2"));

        BootAssert.Passed(log);
        BootAssert.Logged(log, "boot argument ignored: id_aa64isar0.atomic=2: OverrideRefused");
        BootAssert.NotLogged(log, "detected: LSE atomic instructions");
    }

    [Fact]
    public async Task A_core_that_is_said_to_protect_its_branch_history_keeps_the_loop_out()
    {
        BootLog log = await SharedBoots.LogAsync(Json("cortex-a72", arguments: "id_aa64pfr0.csv2=3"));

        BootAssert.Passed(log);
        BootAssert.NotLogged(log, "detected: Spectre-BHB");
        Assert.Equal(EntryAction.Kept, log.Report.Entries.Single(entry => entry.Callback == "bm_cb_bhb_loop").Action);
    }

    [Fact]
    public async Task Every_override_that_is_ignored_is_named()
    {
        BootLog log =
            await SharedBoots.LogAsync(
                Json("max", arguments: "id_aa64isar0.atomics=0 arm64.nolse id_aa64isar0.crc32=0x10 -- id_aa64isar0.rndr=0"));

        BootAssert.Passed(log);
        BootAssert.Logged(log, "boot argument ignored: id_aa64isar0.atomics=0: UnknownIdField");
        BootAssert.Logged(log, "boot argument ignored: arm64.nolse: UnknownIdRegister");
        BootAssert.Logged(log, "boot argument ignored: id_aa64isar0.crc32=0x10: IllegalFieldValue");
        BootAssert.Logged(log, "detected: Random Number Generator");
    }

    // What callbacks write, from CTR_EL0 and DCZID_EL0 of the models, and from the list of cores with Spectre-BHB.
    [Theory]
    [InlineData("cortex-a53", "bm_cb_dcache_line_size", 64)]
    [InlineData("a64fx", "bm_cb_dcache_line_size", 256)]
    [InlineData("cortex-a53", "bm_cb_icache_line_size", 64)]
    [InlineData("a64fx", "bm_cb_icache_line_size", 256)]
    [InlineData("cortex-a53", "bm_cb_dczva_size", 64)]
    [InlineData("a64fx", "bm_cb_dczva_size", 256)]
    [InlineData("cortex-a57", "bm_cb_bhb_loop", 8)]
    [InlineData("cortex-a72", "bm_cb_bhb_loop", 8)]
    [InlineData("cortex-a76", "bm_cb_bhb_loop", 24)]
    [InlineData("neoverse-n1", "bm_cb_bhb_loop", 24)]
    [InlineData("neoverse-v1", "bm_cb_bhb_loop", 32)]
    public async Task A_callback_writes_the_number_of_this_core(string cpu, string callback, int value)
    {
        BootLog log = await SharedBoots.LogAsync(Json(cpu));

        EntryLine entry = log.Report.Entries.Single(entry => entry.Callback == callback);
        Assert.Equal(value, MovzValue(entry.New[0]));
    }

    [Trait("Linux", "SMCCC conduit")]
    [Theory]
    [InlineData(1, 0xd400_0002)]
    [InlineData(2, 0xd400_0003)]
    public async Task Firmware_is_called_the_way_that_the_device_tree_says(int exceptionLevel, uint instruction)
    {
        BootLog log = await SharedBoots.LogAsync(Json("max", exceptionLevel));

        Assert.Equal([instruction], log.Report.Entries.Single(entry => entry.Callback == "bm_cb_smccc_conduit").New);
        BootAssert.Logged(log, "psci: PSCIv1.");
    }

    private static BootCase Json(string cpu, int exceptionLevel = 1, string arguments = "") =>
        SharedBoots.Json(cpu, exceptionLevel, arguments);

    /// <summary>Where a better entry of the site was taken, the boot is done again without that one.</summary>
    private static async Task SawAsync(BothArms row, BootCase bootCase, EntryAction action)
    {
        BootLog log = await SharedBoots.LogAsync(bootCase);

        BootAssert.Passed(log);
        BootAssert.Reported(log);
        BootAssert.Logged(log, "every site computes the right result before patching");
        BootAssert.Logged(log, "every site computes the right result after patching");
        IReadOnlyList<EntryLine> entries = [.. log.Report.Entries.Where(row.Describes)];
        EntryLine[] beaten = [.. entries.Where(entry => action == EntryAction.Patched && log.Report.IsBeaten(entry))];
        BootAssert.True(entries.Count > 0, $"no entry {row.Capability} {row.Callback}: take it off the list", log);
        BootAssert.None(
            entries.Where(entry => entry.Action != action && !beaten.Contains(entry))
                .Select(entry => $"entry {entry.Index} is {entry.Action}, expected {action}"),
            log);
        if (beaten.Length > 0)
        {
            string better = string.Join(',', beaten.SelectMany(log.Report.Better).Select(entry => entry.Index).Distinct());
            await SawAsync(row, bootCase with { Append = $"{bootCase.Append} alt.skip={better}" }, action);
        }
    }

    private static int MovzValue(uint instruction)
    {
        Assert.Equal(0xd280_0000, instruction & 0xffe0_0000);
        return (int)((instruction >> 5) & 0xffff);
    }
}
