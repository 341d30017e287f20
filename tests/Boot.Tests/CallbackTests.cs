using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using BareMetal.Patcher;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Callbacks of tests/guest at EL1: C# and assembly, right and wrong.</summary>
[Trait("Area", "Callbacks")]
public sealed class CallbackTests : IClassFixture<GuestFixture>
{
    private const string ArgumentsCallback = "bm_ccb_guest_arguments";

    [Fact]
    public async Task Sites_do_what_callbacks_of_either_form_wrote()
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max", arguments: "test=callbacks") with { Image = GuestFixture.Image });

        BootAssert.NotLogged(log, "callbacks: wrong: ");
        BootAssert.Passed(log);
        BootAssert.True(Entry(log, ArgumentsCallback).Action == EntryAction.Patched, $"{ArgumentsCallback} wasn't applied", log);
        Assert.Equal(Enumerable.Repeat(0xd280_1be0u, 3), Entry(log, ArgumentsCallback).New);
        Assert.Equal([0xd299_bde0u, 0xf2b1_3560, 0xf2c8_ace0, 0xf2e0_2460], Entry(log, "bm_cb_guest_constant").New);
    }

    [Fact]
    public async Task A_callback_that_writes_nothing_keeps_its_site()
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max", arguments: "test=callbacks") with { Image = GuestFixture.Image });

        Assert.Equal(
            (EntryAction.Kept, 0xd280_0040u), (Entry(log, "bm_ccb_guest_nothing").Action, Entry(log, "bm_ccb_guest_nothing").New.Single()));
    }

    [Theory]
    [InlineData("bm_ccb_guest_behind", "CallbackGuard (0xd2800020, 0x3): callback wrote outside the words it was given")]
    [InlineData("bm_ccb_guest_before", "CallbackGuard (0xd2800020, 0xffffffffffffffff): callback wrote outside the words it was given")]
    [InlineData("bm_cb_guest_refuse",
        "CallbackRefused (0xd2800020, 0x3): callback refused its site: do as it says: the guest wants a site of 99 words")]
    public async Task A_callback_that_goes_wrong_is_named_and_nothing_is_written(string callback, string words)
    {
        using DamagedImage image = new(ImageFile.Guest);
        ulong arguments = image.File.Elf.RequireSymbol(ArgumentsCallback);
        image.SetAlternative(
            image.File.Table.Single(entry => entry.Alternative == arguments).Index, image.File.Elf.RequireSymbol(callback));
        BootCase bootCase = SharedBoots.Json("max") with { Image = image.Save() };

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.File.ConstantBytes);

        BootAssert.Failed(memory.Log, "FAIL alternatives (20)");
        BootAssert.Logged(memory.Log, words);
        BootAssert.Logged(memory.Log, " at bm_guest_arguments+0x0: ");
        BootAssert.None(image.File.Differences(image.Bytes, memory.Image), memory.Log);
        Assert.Equal(1, memory.Log.Report.Summary!.Errors);
    }

    [Theory]
    [InlineData("bm_cb_fault_answer", "answer=3", AltErrorCode.CallbackAnswer)]
    [InlineData("bm_cb_fault_answer", "answer=10001", AltErrorCode.CallbackAnswer)]
    [InlineData("bm_cb_fault_answer", "answer=2", AltErrorCode.CallbackAnswer)]
    [InlineData("bm_cb_fault_answer", "answer=ffff0002", AltErrorCode.CallbackAnswer)]
    [InlineData("bm_cb_fault_write", "index=3", AltErrorCode.CallbackOutsideSite)]
    [InlineData("bm_cb_fault_write", "index=ffffffff", AltErrorCode.CallbackOutsideSite)]
    [InlineData("bm_cb_fault_write", "index=7fffffff", AltErrorCode.CallbackOutsideSite)]
    [InlineData("bm_cb_fault_write", "index=80000000", AltErrorCode.CallbackOutsideSite)]
    [InlineData("bm_cb_fault_far", "", AltErrorCode.CallbackUnencodable)]
    public async Task An_answer_or_a_word_that_cannot_be_is_named_in_either_pass(string callback, string arguments, AltErrorCode error)
    {
        foreach (AltPass pass in (AltPass[])[AltPass.Boot, AltPass.System])
        {
            using FaultyCallback fault = new(pass, callback);

            (BootLog log, byte[] memory) = await fault.BootAsync(arguments);

            BootAssert.Refused(log, Refusal.At(ImageFile.Guest, fault.Entry, ImageFile.Guest.Table[fault.Entry].Original, error));
            fault.HasText(memory, log, []);
        }
    }

    [Theory]
    [InlineData(true, AltErrorCode.BranchIntoOriginal)]
    [InlineData(false, AltErrorCode.BranchIntoReplacement)]
    public async Task A_branch_into_another_site_or_replacement_is_named(bool isIntoOriginal, AltErrorCode error)
    {
        using FaultyCallback fault = new(AltPass.System, "bm_cb_fault_branch");
        ulong addresses = ImageFile.Guest.Elf.RequireSymbol("bm_guest_addresses");
        AltEntry other = ImageFile.Guest.Table.Single(entry => entry.Original == addresses);
        ulong target = isIntoOriginal ? other.Original + sizeof(uint) : other.Alternative;

        (BootLog log, byte[] memory) = await fault.BootAsync(FaultyCallback.At(target));

        BootAssert.Refused(
            log, Refusal.At(ImageFile.Guest, fault.Entry, ImageFile.Guest.Table[fault.Entry].Original + sizeof(uint), error));
        fault.HasText(memory, log, []);
    }

    /// <summary>In one boot: as many entries of the system pass lead to a callback that returns another error each time.</summary>
    [Fact]
    public async Task Each_error_that_a_callback_returns_is_named()
    {
        using FaultyCallback fault = new(AltPass.System, "bm_cb_fault_each");
        string[] codes = [.. Enum.GetNames<AltErrorCode>().Skip(1)];
        int[] entries =
        [
            fault.Entry,
            .. (await PlannedWord.OfGuestAsync())
                .Where(word => word.Pass == AltPass.System && word.Entry != fault.Entry)
                .Select(word => word.Entry).Distinct().Take(codes.Length - 1),
        ];
        foreach (int entry in entries)
        {
            AltEntry sound = ImageFile.Guest.Table[entry];
            fault.Image.SetCapability(entry, (ushort)(sound.CpuCap | AltInstr.CallbackBit));
            fault.Image.SetLengths(entry, sound.OriginalLength, 0);
            fault.Image.SetAlternative(entry, ImageFile.Guest.Elf.RequireSymbol("bm_cb_fault_each"));
        }

        (BootLog log, byte[] memory) = await fault.BootAsync("");

        BootAssert.Failed(log, "FAIL alternatives (20)");
        IReadOnlyList<Refusal> reported = Refusal.In(log);
        Assert.Equal(codes.Order(StringComparer.Ordinal), reported.Select(error => error.Code).Order(StringComparer.Ordinal));
        Assert.Equal(entries.Order(), reported.Select(error => error.Entry).Order());
        fault.HasText(memory, log, []);
    }

    [Fact]
    public async Task Words_that_a_callback_does_not_write_are_the_old_ones()
    {
        using FaultyCallback fault = new(AltPass.System, "bm_cb_fault_few");

        (BootLog log, byte[] _) = await fault.BootAsync("");

        BootAssert.Passed(log);
        EntryLine entry = log.Report.Entries[fault.Entry];
        Assert.Equal((EntryAction.Patched, 3), (entry.Action, entry.Old.Count));
        Assert.Equal([0xd281_75a0, .. entry.Old.Skip(1)], entry.New);
    }

    /// <summary>The system pass isn't begun: the text is as its commit would have found it.</summary>
    [Theory]
    [InlineData("bm_cb_fault_panic", "FAIL index-out-of-range (6)")]
    [InlineData("bm_cb_fault_store_text", "FAIL exception (3)")]
    [InlineData("bm_ccb_fault_load", "FAIL exception (3)")]
    [InlineData("bm_cb_fault_recurse", "FAIL stack-overflow (5)")]
    [InlineData("bm_ccb_fault_frame", "FAIL stack-smashed (13)")]
    public async Task A_callback_that_faults_ends_the_boot_with_the_text_that_it_found(string callback, string verdict)
    {
        IReadOnlyList<PlannedWord> words = await PlannedWord.OfGuestAsync();
        foreach ((AltPass pass, int cpus) in ((AltPass, int)[])[(AltPass.Boot, 1), (AltPass.System, 4)])
        {
            using FaultyCallback fault = new(pass, callback);

            (BootLog log, byte[] memory) = await fault.BootAsync("", cpus);

            BootAssert.Failed(log, verdict);
            fault.HasText(memory, log, words.Where(word => pass == AltPass.System && word.Pass == AltPass.Boot));
        }
    }

    private static EntryLine Entry(BootLog log, string callback) => log.Report.Entries.Single(entry => entry.Callback == callback);
}
