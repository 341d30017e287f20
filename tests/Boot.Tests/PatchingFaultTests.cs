using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Patcher;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// What a commit relies on goes wrong between its plan and itself: the mapping of text and of its alias, the text, the plan. Each ends in
/// a verdict, with every word named and the text as the commit found it, in memory that is read from outside.
/// </summary>
[Trait("Area", "Passes and transaction")]
public sealed partial class PatchingFaultTests : IClassFixture<GuestFixture>
{
    private const uint Brk = 0xd420_0000;

    /// <summary>A page of text with words of both passes, and nothing else.</summary>
    private static ulong FaultPage => ImageFile.Guest.Elf.RequireSymbol("bm_fault_page");

    [Theory]
    [InlineData("bm_cb_fault_alias", 1)]
    [InlineData("bm_cb_fault_read_only", 1)]
    [InlineData("bm_cb_fault_alias", 4)]
    public async Task Where_a_page_of_the_alias_is_missing_in_the_boot_pass_nothing_is_written(string callback, int cpus)
    {
        using FaultyCallback fault = new(AltPass.Boot, callback);
        PlannedWord[] unwritable = [.. (await WordsAsync(fault)).Where(word => word.Pass == AltPass.Boot && word.Page == FaultPage)];

        (BootLog log, byte[] memory) = await fault.BootAsync($"{FaultyCallback.At(FaultPage)} bytes=1000", cpus);

        Assert.Equal(2, unwritable.Length);
        BootAssert.Refused(log, unwritable.Select(word => fault.At(word, AltErrorCode.AliasUnwritable)));
        fault.HasText(memory, log, []);
    }

    [Fact]
    public async Task Where_the_whole_alias_is_missing_each_word_is_named()
    {
        using FaultyCallback fault = new(AltPass.Boot, "bm_cb_fault_alias");
        IEnumerable<PlannedWord> boot = (await WordsAsync(fault)).Where(word => word.Pass == AltPass.Boot);

        (BootLog log, byte[] memory) = await fault.BootAsync($"at=0 bytes={TextBytes:x}");

        BootAssert.Refused(log, boot.Select(word => fault.At(word, AltErrorCode.AliasUnwritable)));
        fault.HasText(memory, log, []);
    }

    /// <summary>A page that the boot pass has written nothing into: it can be undone.</summary>
    [Theory]
    [InlineData("bm_cb_fault_alias", 1)]
    [InlineData("bm_cb_fault_read_only", 4)]
    public async Task Where_a_page_of_the_alias_is_missing_in_the_system_pass_both_are_undone(string callback, int cpus)
    {
        using FaultyCallback fault = new(AltPass.System, callback);
        IReadOnlyList<PlannedWord> words = await WordsAsync(fault);
        ulong page = words.First(word => words.All(other => other.Page != word.Page || other.Pass == AltPass.System)).Page;

        (BootLog log, byte[] memory) = await fault.BootAsync($"{FaultyCallback.At(page)} bytes=1000", cpus);

        BootAssert.Refused(log, words.Where(word => word.Page == page).Select(word => fault.At(word, AltErrorCode.AliasUnwritable)));
        fault.HasText(memory, log, []);
    }

    /// <summary>
    /// The boot pass can't be undone either, and none of it is: the text stays whole, as the commit of the system pass found it.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Where_what_is_written_already_has_no_alias_any_more_it_stays_as_a_whole_and_is_named(int cpus)
    {
        using FaultyCallback fault = new(AltPass.System, "bm_cb_fault_alias");
        IReadOnlyList<PlannedWord> words = await WordsAsync(fault);
        PlannedWord[] boot = [.. words.Where(word => word.Pass == AltPass.Boot)];

        (BootLog log, byte[] memory) = await fault.BootAsync($"{FaultyCallback.At(FaultPage)} bytes=1000", cpus);

        BootAssert.Refused(
            log,
            words.Where(word => word.Page == FaultPage).Select(word => fault.At(word, AltErrorCode.AliasUnwritable))
                .Concat(boot.Select(word => fault.At(word, AltErrorCode.UndoFailed))));
        fault.HasText(memory, log, boot);
    }

    [Theory]
    [InlineData("max", 1)]
    [InlineData("max", 4)]
    [InlineData("cortex-a53", 1)]
    public async Task Where_a_copy_of_a_page_is_executed_the_readback_finds_it_and_the_original_is_put_back(string cpu, int cpus)
    {
        using FaultyCallback fault = new(AltPass.Boot, "bm_cb_fault_copy");
        IReadOnlyList<PlannedWord> words = await WordsAsync(fault);
        PlannedWord[] copied = [.. words.Where(word => word.Pass == AltPass.Boot && word.Page == FaultPage)];

        (BootLog log, byte[] memory) = await fault.BootAsync(FaultyCallback.At(FaultPage), cpus, cpu);

        Assert.Equal(2, copied.Length);
        BootAssert.Refused(log, copied.Select(word => fault.At(word, AltErrorCode.ReadbackMismatch)));
        fault.HasText(memory, log, []);
        Assert.All(copied, word => AssertCopy(fault, log, memory, word, []));
    }

    /// <summary>The copy has the words of the boot pass, and keeps them: they are named, since it is the copy that is executed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Where_a_copy_is_executed_since_the_boot_pass_the_original_is_put_back_and_what_the_copy_keeps_is_named(int cpus)
    {
        using FaultyCallback fault = new(AltPass.System, "bm_cb_fault_copy");
        PlannedWord[] copied = [.. (await WordsAsync(fault)).Where(word => word.Page == FaultPage)];
        PlannedWord[] kept = [.. copied.Where(word => word.Pass == AltPass.Boot)];

        (BootLog log, byte[] memory) = await fault.BootAsync(FaultyCallback.At(FaultPage), cpus);

        Assert.Equal((4, 2), (copied.Length, kept.Length));
        BootAssert.Refused(
            log, copied.Select(
                word => fault.At(word, word.Pass == AltPass.Boot ? AltErrorCode.UndoFailed : AltErrorCode.ReadbackMismatch)));
        fault.HasText(memory, log, []);
        Assert.All(copied, word => AssertCopy(fault, log, memory, word, kept));
    }

    /// <summary>By whoever it may be: a word that is planned already becomes another one.</summary>
    [Theory]
    [InlineData((int)AltPass.Boot, 1)]
    [InlineData((int)AltPass.System, 1)]
    [InlineData((int)AltPass.System, 4)]
    public async Task A_word_that_changes_between_plan_and_commit_is_named_and_stays(int pass, int cpus)
    {
        using FaultyCallback fault = new((AltPass)pass, "bm_cb_fault_word");

        // The capability ALWAYS_SYSTEM comes before that of the callback's entry, and entries of one capability in their order.
        PlannedWord word = (await WordsAsync(fault)).Last(word => (int)word.Pass == pass && word.Page == FaultPage);
        Assert.True((AltPass)pass == AltPass.System || word.Entry < fault.Entry, "the word isn't planned before the callback is run");
        uint old = ImageFile.Word(fault.Image.Bytes, word.Address);

        (BootLog log, byte[] memory) = await fault.BootAsync(FaultyCallback.At(word.Address), cpus);

        BootAssert.Refused(log, fault.At(word, AltErrorCode.TextChanged));
        BootAssert.Logged(log, $": TextChanged (0x{old:x}, 0x{Brk:x}): ");
        fault.HasText(memory, log, [word with { New = Brk }]);
    }

    /// <summary>Where the word is, what it was, and what it is to be; nothing relies on what a failed readback saw.</summary>
    [Theory]
    [InlineData((int)AltPass.Boot, 0)]
    [InlineData((int)AltPass.Boot, 3)]
    [InlineData((int)AltPass.Boot, 4)]
    [InlineData((int)AltPass.Boot, 11)]
    [InlineData((int)AltPass.System, 0)]
    [InlineData((int)AltPass.System, 8)]
    public async Task A_plan_that_changes_in_memory_is_not_carried_out(int pass, int changed)
    {
        using FaultyCallback fault = new((AltPass)pass, "bm_cb_fault_plan");

        (BootLog log, byte[] memory) = await fault.BootAsync($"byte={changed:x}");

        BootAssert.Refused(log, Refusal.At(ImageFile.Guest, -1, fault.Image.TableAddress, AltErrorCode.PlanDamaged));
        fault.HasText(memory, log, []);
    }

    private static ulong TextBytes => (ImageFile.Guest.Section(".rodata").Address - ImageFile.VirtualBase) & ~(PlannedWord.PageBytes - 1);

    // Without those of the entry whose callback does something else, and keeps its site.
    private static async Task<IReadOnlyList<PlannedWord>> WordsAsync(FaultyCallback fault) =>
        [.. (await PlannedWord.OfGuestAsync()).Where(word => word.Entry != fault.Entry)];

    // The log names both pages: the alias leads to the one in the Image, the other one is the linked page with these words in it.
    private static void AssertCopy(FaultyCallback fault, BootLog log, byte[] memory, PlannedWord word, PlannedWord[] kept)
    {
        Match line = MappingLine().Matches(log.Serial).Single(match => Hex(match, "text") == word.Address);
        ulong original = ImageFile.LoadAddress + (word.Address - ImageFile.VirtualBase);
        Assert.Equal(original, Hex(line, "written"));
        Assert.Equal(0xffff_0000_0000_0000 + original, Hex(line, "alias"));
        ulong copy = Hex(line, "executed");
        Assert.NotEqual(original, copy);
        Assert.Equal(word.Address % PlannedWord.PageBytes, copy % PlannedWord.PageBytes);

        byte[] expected = [.. fault.Image.Bytes];
        foreach (PlannedWord boot in kept)
        {
            ImageFile.SetWord(expected, boot.Address, boot.New);
        }

        int page = (int)(word.Page - ImageFile.VirtualBase);
        byte[] inMemory = FaultyCallback.Page(memory, copy & ~(PlannedWord.PageBytes - 1));
        Assert.True(inMemory.AsSpan().SequenceEqual(expected.AsSpan(page, inMemory.Length)), "the copy was written");
    }

    private static ulong Hex(Match match, string group) =>
        ulong.Parse(match.Groups[group].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"alternatives: 0x(?<text>[0-9a-f]{16}) executes PA 0x(?<executed>[0-9a-f]{16}), "
            + @"its alias 0x(?<alias>[0-9a-f]{16}) writes PA 0x(?<written>[0-9a-f]{16})",
        RegexOptions.ExplicitCapture)]
    private static partial Regex MappingLine();
}
