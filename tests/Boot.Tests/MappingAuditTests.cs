using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// What a boot finds in its own page tables (boot/audit): nothing on machines of all kinds, and each rule by its name where it is
/// broken, in the linked Image or by a program.
/// </summary>
[Trait("Area", "Page tables")]
public sealed partial class MappingAuditTests : IClassFixture<ImageFixture>, IClassFixture<GuestFixture>
{
    private const string Protection = "FAIL protection (18)";
    private const ulong PageBytes = 4096;

    // start/mmu.S
    private const ulong Text = 0x0040_0000_0000_0783;
    private const ulong Data = 0x0060_0000_0000_0703;
    private const ulong UserNoExecute = 1ul << 54;
    private const ulong NoExecute = UserNoExecute | 1ul << 53;
    private const ulong Sctlr = 0x30d8_180d;
    private const ulong Wxn = 1ul << 19;
    private const ulong Mair = 0x04ff;

    private const uint MsrTcr = 0xd518_2040;
    private const uint AtRead = 0xd508_7800;
    private const uint AtWrite = 0xd508_7820;
    private const uint Isb = 0xd503_3fdf;

    private static readonly BootCase s_twoCores = new() { Cpu = "cortex-a72", CpuCount = 2 };

    /// <summary>In the linked Image: how, and the rules that must be named.</summary>
    private static readonly Dictionary<string, (Action<BrokenImage> Break, string[] Violations)> s_broken = new(StringComparer.Ordinal)
    {
        ["alias of text left open"] =
            (image => image.OmitCall("TextProtection.Close", "PageTables.Change"), ["writable-alias", "open-alias", "answer"]),
        ["identity map left"] = (image => image.Omit("bm_close_identity_map", MsrTcr), ["identity-map", "executable", "answer"]),
        ["WXN missing"] = (image => image.ReplaceConstant("bm_enable_mmu", Sctlr, Sctlr & ~Wxn), ["wxn"]),
        ["text writable, WXN missing"] = (WritableText, ["wxn", "writable-executable"]),
        ["text for EL0"] = (image => image.ReplaceConstant("bm_image_map", Text, Text & ~UserNoExecute), ["user-executable"]),
        ["data executable, WXN missing"] = (ExecutableData, ["wxn", "writable-executable", "writable-alias"]),
        ["stack guard mapped"] = (image => image.ReplaceConstant("bm_image_map", 0, Data), ["stack-guard", "answer"]),
        ["devices cached"] = (image => image.ReplaceConstant("bm_enable_mmu", Mair, 0xffff), ["registers"]),
        ["AT of stores asks for loads"] = (image => image.Replace("bm_translate_write", AtWrite, AtRead), ["probe"]),
    };

    /// <summary>Of one core that starts: mrs, a change of x9, msr; and the violation of CPU1.</summary>
    private static readonly Dictionary<string, (uint[] Words, string Violation)> s_brokenCore = new(StringComparer.Ordinal)
    {
        ["WXN missing"] = ([0xd538_1009, 0x926c_f929, 0xd518_1009, Isb], "wxn: CPU1 has SCTLR_EL1 0x"),
        ["SCTLR_EL1.SA missing"] = ([0xd538_1009, 0x927c_f929, 0xd518_1009, Isb], "registers: CPU1 has SCTLR_EL1 0x"),
        ["walks of TTBR0_EL1"] = ([0xd538_2049, 0x9278_f929, 0xd518_2049, Isb], "identity-map: CPU1 has TCR_EL1 0x"),
        ["another TTBR1_EL1"] = ([0xd538_2029, 0xb250_0129, 0xd518_2029, Isb], "registers: CPU1 has TTBR1_EL1 0x0001"),
        ["devices cached"] = ([0xd538_a209, 0xb278_1d29, 0xd518_a209, Isb], "registers: CPU1 has MAIR_EL1 0x000000000000ffff"),
    };

    public static TheoryData<string> Broken => [.. s_broken.Keys];

    public static TheoryData<string> BrokenCore => [.. s_brokenCore.Keys];

    [Theory]
    [InlineData("cortex-a53", 1, 1, "128")]
    [InlineData("cortex-a72", 2, 4, "512")]
    [InlineData("cortex-a76", 3, 2, "1G")]
    [InlineData("max", 1, 8, "8G")]
    [InlineData("max", 2, 1, "64")]
    public async Task Every_mapping_is_as_designed(string cpu, int exceptionLevel, int cpus, string memory)
    {
        await PassesAsync(new BootCase { Cpu = cpu, ExceptionLevel = exceptionLevel, CpuCount = cpus, Memory = memory }, cpus);
    }

    [Theory]
    [InlineData("raspi4b")]
    [InlineData("raspi3b")]
    public async Task Every_mapping_is_as_designed_on_a_Pi(string machine) => await PassesAsync(new BootCase { Machine = machine }, 4);

    [Fact]
    public async Task Every_mapping_is_as_designed_behind_UEFI() => await PassesAsync(
        new BootCase
        {
            Chain = Repository.PathOf("qemu", "chains", "uefi"),
            Image = ImageFile.Built.Path,
            Cpu = "cortex-a53",
            Memory = "512"
        },
        cores: 1);

    /// <summary>A core that was left out stands still for good, without an identity map either.</summary>
    [Trait("Rule", "each core's MMU is the boot core's, also of one that is parked or comes late")]
    [Fact]
    public async Task A_core_that_is_parked_is_audited_as_well()
    {
        BootLog log = await PassesAsync(s_twoCores with { Cpu = "neoverse-v1", Append = "cpu1.arm64.nopauth" }, 2);

        BootAssert.Logged(log, "CPU1: left out: ");
    }

    [Trait("Rule", "alias closed, identity map gone, WXN; AT agrees with the tables")]
    [Trait("Linux", "CONFIG_DEBUG_WX: page tables searched for what is writable and executable")]
    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_broken_in_the_Image_is_named(string what)
    {
        using BrokenImage image = new(ImageFile.Built);
        s_broken[what].Break(image);

        BootLog log = await QemuRun.StartAsync(s_twoCores with { Image = image.Save() }, TestContext.Current.CancellationToken);

        BootAssert.Failed(log, Protection);
        BootAssert.NotLogged(log, "smp: Brought up");
        Assert.Equal(s_broken[what].Violations.Order(), Violations(log).Order());
    }

    [Trait("Rule", "each core's MMU is the boot core's, also of one that is parked or comes late")]
    [Theory]
    [MemberData(nameof(BrokenCore))]
    public async Task What_is_broken_on_another_core_is_named(string what)
    {
        using BrokenImage image = new(ImageFile.Built);
        image.InsertBeforeCall("StartedCore.Arrive", "bm_read_translation", s_brokenCore[what].Words);

        BootLog log = await QemuRun.StartAsync(s_twoCores with { Image = image.Save() }, TestContext.Current.CancellationToken);

        BootAssert.Failed(log, Protection);
        BootAssert.Logged(log, $"mmu: {s_brokenCore[what].Violation}");
        BootAssert.NotLogged(log, "CPU0 has");
    }

    [Fact]
    public async Task What_is_broken_on_a_core_that_comes_late_ends_the_program()
    {
        using BrokenImage image = new(ImageFile.Guest);
        image.InsertBeforeCall("StartedCore.Arrive", "bm_read_translation", s_brokenCore["WXN missing"].Words);

        BootLog log = await QemuRun.StartAsync(
            s_twoCores with { Image = image.Save(), Append = "maxcpus=1 test=late-cores" }, TestContext.Current.CancellationToken);

        BootAssert.Logged(log, "Checked W+X mappings: passed");
        BootAssert.Logged(log, "mmu: wxn: CPU1 has SCTLR_EL1 0x");
        BootAssert.Failed(log, Protection);
    }

    /// <summary>tests/guest/MappingFaults.cs breaks it, and has the audit run once more.</summary>
    [Trait("Rule", "nothing is writable and executable, by one VA or by two; attributes to the last bit; guard pages; no other VA or PA")]
    [Trait("Linux", "CONFIG_DEBUG_WX: page tables searched for what is writable and executable")]
    [Theory]
    [InlineData("text-writable", "writable-executable")]
    [InlineData("text-for-el0", "user-executable")]
    [InlineData("data-executable", "writable-executable", "writable-alias")]
    [InlineData("rodata-executable", "executable")]
    [InlineData("table-writable", "attributes")]
    [InlineData("alias-open", "writable-alias", "open-alias", "answer")]
    [InlineData("rodata-alias-open", "open-alias", "answer")]
    [InlineData("text-elsewhere", "executable", "place")]
    [InlineData("text-by-device-window", "writable-alias", "place")]
    [InlineData("wrong-alias", "place")]
    [InlineData("no-memory", "place")]
    [InlineData("device-executable", "writable-executable")]
    [InlineData("device-cached", "attributes")]
    [InlineData("stack-guard", "stack-guard", "answer")]
    [InlineData("core-stack-guard", "stack-guard", "answer")]
    [InlineData("missing-table", "unreachable")]
    [InlineData("by-table", "place")]
    public async Task What_a_program_maps_against_the_rules_is_named(string what, params string[] violations)
    {
        BootLog log = await QemuRun.StartAsync(
            s_twoCores with { Image = GuestFixture.Image, Append = $"alt.report=quiet test=map-{what}" },
                TestContext.Current.CancellationToken);

        BootAssert.Failed(log, Protection);
        Assert.Equal(violations.Order(), Violations(log).Order());
    }

    [Trait("Rule", "reserved memory isn't writable")]
    [Fact]
    public async Task Reserved_memory_that_is_mapped_is_named()
    {
        byte[] tree =
            await DeviceTreeSource.CompileAsync(
                "chosen { bootargs = \"alt.report=quiet test=map-reserved\"; };", "/memreserve/ 0x46800000 0x10000;");
        using BootLoader loader = new(GuestFixture.Image, tree);

        BootLog log = await QemuRun.StartAsync(loader.Case, TestContext.Current.CancellationToken);

        Assert.Equal(["answer", "reserved"], Violations(log).Order());
        BootAssert.Logged(
            log, "mmu: reserved: 0xffff000046800000 to 0xffff000046801000, PA 0x46800000, RW NX UXN SHD AF AttrIndx 0, the linear alias: ");
        BootAssert.Logged(log, Protection);
    }

    /// <summary>An empty one, and one whose alias would be where the Image is.</summary>
    [Fact]
    public async Task Reservations_of_nothing_that_could_be_mapped_are_fine()
    {
        byte[] tree = await DeviceTreeSource.CompileAsync(
            "chosen { bootargs = \"alt.report=quiet\"; };", "/memreserve/ 0x46800000 0x0; /memreserve/ 0x800080000000 0x1000;");
        using BootLoader loader = new(GuestFixture.Image, tree);

        BootLog log = await QemuRun.StartAsync(loader.Case, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        BootAssert.Logged(log, "Checked W+X mappings: passed");
    }

    /// <summary>Each, in the place of what it would map.</summary>
    [Fact]
    public async Task All_tables_that_cannot_be_read_are_named()
    {
        BootLog log = await QemuRun.StartAsync(
            s_twoCores with { Image = GuestFixture.Image, Append = "alt.report=quiet test=map-missing-table" },
                TestContext.Current.CancellationToken);

        BootAssert.Logged(log, "mmu: unreachable: 0xfffff80000000000 to 0xfffff88000000000, PA 0x08000000, ");
        BootAssert.Logged(log, "mmu: unreachable: 0xfffff90000000000 to 0xfffff98000000000, PA 0x08000000, ");
    }

    [Trait("Rule", "a violation is said once, with symbol, addresses, permissions")]
    [Fact]
    public async Task A_range_is_named_once_with_its_symbol_its_address_and_its_permissions()
    {
        using BrokenImage image = new(ImageFile.Built);
        WritableText(image);

        BootLog log = await QemuRun.StartAsync(s_twoCores with { Image = image.Save() }, TestContext.Current.CancellationToken);

        ulong end = ImageFile.Built.Elf.RequireSymbol("__rodata_start");
        BootAssert.Logged(log,
            $"mmu: writable-executable: 0xffff800080000000 bm_header+0x0 to 0x{end:x16}, "
                + "PA 0x40200000, RW x UXN SHD AF AttrIndx 0, text: ");
        Assert.Equal(1, log.Lines.Count(line => line.Contains("mmu: writable-executable: ", StringComparison.Ordinal)));
    }

    private static void WritableText(BrokenImage image)
    {
        image.ReplaceConstant("bm_enable_mmu", Sctlr, Sctlr & ~Wxn);
        image.ReplaceConstant("bm_image_map", Text, Text & ~(1ul << 7));
    }

    private static void ExecutableData(BrokenImage image)
    {
        image.ReplaceConstant("bm_enable_mmu", Sctlr, Sctlr & ~Wxn);
        image.ReplaceConstant("bm_image_map", Data, Data & ~NoExecute);
    }

    private static async Task<BootLog> PassesAsync(BootCase boot, int cores)
    {
        BootLog log = await SharedBoots.LogAsync(boot with { Append = $"alt.report=json {boot.Append}".TrimEnd() });

        BootAssert.Passed(log);
        BootAssert.Logged(log, "mmu: Checked W+X mappings: passed; ");
        MappingsLine found = log.Report.Mappings!;
        ulong textPages = (ImageFile.Built.Elf.RequireSymbol("__rodata_start") - ImageFile.VirtualBase) / PageBytes;
        Assert.Equal(((int)textPages, 0, cores, 0), (found.Executable, found.Guarded, found.Cores, found.Violations));
        Assert.True(found.Probes > found.Leaves, $"{found}");
        Assert.True(found.Leaves > found.Writable + found.Executable, $"{found}");
        return log;
    }

    private static IEnumerable<string> Violations(BootLog log) =>
        log.Lines.Select(line => Violation().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex("mmu: ([a-z0-9-]+): ")]
    private static partial Regex Violation();
}
