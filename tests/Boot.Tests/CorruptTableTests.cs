using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using BareMetal.Patcher;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// A damaged table ends the boot with every error named, and none that isn't there; memory, read from outside, has not a byte of the Image
/// changed.
/// </summary>
[Trait("Area", "Table and plan")]
[Trait("Linux", "impossible input stops, before anything is written")]
public sealed class CorruptTableTests : IClassFixture<ImageFixture>
{
    public static TheoryData<string> Rows => [.. Damages.All.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_damage_is_named_and_nothing_is_written(string row)
    {
        DamageTargets targets = await DamageTargets.OfBuiltAsync();
        using DamagedImage image = new(ImageFile.Built);
        Damages.All[row].Do(image, targets);

        await IsRefusedAsync(image, Damages.All[row].Expected(image, targets));
    }

    /// <summary>Of each phase one: before the others are started, and while they stand.</summary>
    [Theory]
    [InlineData("capability: the highest", false)]
    [InlineData("table: zeros", false)]
    [InlineData("callback: a site too short, in the boot pass", false)]
    [InlineData("ldr (literal)", true)]
    [InlineData("callback: a site too long", true)]
    public async Task The_same_with_four_cores(string row, bool areStarted)
    {
        DamageTargets targets = await DamageTargets.OfBuiltAsync();
        using DamagedImage image = new(ImageFile.Built);
        Damages.All[row].Do(image, targets);

        BootLog log = await IsRefusedAsync(image, Damages.All[row].Expected(image, targets), cpus: 4);

        BootAssert.True(log.Contains("CPU3: Booted secondary processor") == areStarted, "cores were started too early, or not at all", log);
        BootAssert.NotLogged(log, "smp: Brought up");
    }

    /// <summary>Text that ends where the last sites and replacements begin.</summary>
    [Fact]
    public async Task All_that_a_shorter_text_leaves_out_is_named()
    {
        using DamagedImage image = new(ImageFile.Built);
        ulong end = image.File.Table.Max(entry => entry.Original);
        image.SetAddress(DamagedImage.RegionMethod, "__text_end", end);

        IEnumerable<Refusal> originals = image.File.Table
            .Where(entry => entry.Original + entry.OriginalLength > end)
            .Select(entry => At(image, entry, AltErrorCode.OriginalOutsideText));
        IEnumerable<Refusal> replacements = image.File.Table
            .Where(entry => !entry.IsCallback && entry.Alternative + entry.AlternativeLength > end)
            .Select(entry => At(image, entry, AltErrorCode.ReplacementOutsideText));

        await IsRefusedAsync(image, originals.Concat(replacements));
    }

    /// <summary>Memory of the plan without room for a word, and with room for those of the boot pass.</summary>
    [Theory]
    [InlineData(AltPass.Boot)]
    [InlineData(AltPass.System)]
    public async Task All_that_the_arena_has_no_room_for_is_named(AltPass pass)
    {
        DamageTargets targets = await DamageTargets.OfBuiltAsync();
        using DamagedImage image = new(ImageFile.Built);
        AltEntry[] boot = [.. image.File.Table.Where(IsOfBootPass)];
        int bootWords =
            boot.Where(entry => targets.Sound.Entries[entry.Index].Action == EntryAction.Patched)
                .Sum(entry => entry.OriginalLength / sizeof(uint));
        image.SetArenaBytes(image.ArenaBytes(image.File.Table.Count, pass == AltPass.Boot ? 0 : bootWords));

        // A callback that would keep its site needs room for it as well.
        IEnumerable<AltEntry> applied = pass == AltPass.Boot ? boot : image.File.Table.Except(boot).Where(entry =>
            targets.Sound.Entries[entry.Index].Action == EntryAction.Patched || targets.Sound.Entries[entry.Index].Callback is not null);

        await IsRefusedAsync(image, applied.Select(entry => At(image, entry, AltErrorCode.ArenaWords)));

        bool IsOfBootPass(AltEntry entry) =>
            (entry.CpuCap & ~AltInstr.CallbackBit) == (ushort)CpuCap.AlwaysBoot
            && image.File.Table.Count(other => other.Original == entry.Original) == 1;
    }

    /// <summary>What is never executed isn't looked at: the replacement for a capability that this CPU hasn't, or that is beaten.</summary>
    [Theory]
    [InlineData((int)DamageTarget.Absent)]
    [InlineData((int)DamageTarget.Beaten)]
    public async Task A_replacement_that_is_not_taken_may_hold_anything(int target)
    {
        DamageTargets targets = await DamageTargets.OfBuiltAsync();
        using DamagedImage image = new(ImageFile.Built);
        image.SetReplacementWord(targets[(DamageTarget)target], 0x5800_0000); // LDR (literal)

        MemoryAfterBoot memory =
            await MemoryAfterBoot.ReadAsync(SharedBoots.Json("max") with { Image = image.Save() }, image.File.ConstantBytes);

        BootAssert.Passed(memory.Log);
        Assert.Equal(targets.Sound.Summary!.Patched, memory.Log.Report.Summary!.Patched);
    }

    private static Refusal At(DamagedImage image, AltEntry entry, AltErrorCode code) =>
        Refusal.At(image.File, entry.Index, entry.Original, code);

    private static async Task<BootLog> IsRefusedAsync(DamagedImage image, IEnumerable<Refusal> errors, int cpus = 1)
    {
        BootCase bootCase = SharedBoots.Json("max") with { CpuCount = cpus, Image = image.Save() };

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.File.ConstantBytes);

        BootAssert.Refused(memory.Log, errors);
        BootAssert.None(image.File.Differences(image.Bytes, memory.Image), memory.Log);
        Assert.Equal((0, 0), (memory.Log.Report.Summary!.Patched, memory.Log.Report.Summary.Words));
        return memory.Log;
    }
}
