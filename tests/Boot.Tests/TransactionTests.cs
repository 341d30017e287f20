using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Patcher;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// A store, or the cleaning of a line, that faults in the middle of patching, in a program of tests/guest that patches the booted
/// Image again.
/// </summary>
[Trait("Area", "Passes and transaction")]
public sealed class TransactionTests : IClassFixture<GuestFixture>
{
    private const int AtOnce = 4;
    private const ulong LineBytes = 64;

    /// <summary>Cores, and each store of how many faults.</summary>
    public static IEnumerable<TheoryDataRow<int, int>> Stores =>
        [Sample.NotIn(new TheoryDataRow<int, int>(1, 1)), Sample.NotIn(new TheoryDataRow<int, int>(4, 7)), new(1, 13), new(4, 60)];

    /// <summary>Cores, and each line of how many faults.</summary>
    public static IEnumerable<TheoryDataRow<int, int>> Lines =>
        [Sample.NotIn(new TheoryDataRow<int, int>(1, 1)), Sample.NotIn(new TheoryDataRow<int, int>(4, 5)), new(1, 9), new(4, 30)];

    /// <summary>Each store of both passes in turn. With several cores, the others stand still, and a part of them will do.</summary>
    [Theory]
    [Proof("transaction", IsSampled = true)]
    [MemberData(nameof(Stores))]
    public async Task A_data_abort_at_any_store_of_a_commit_ends_in_a_report_with_the_text_as_linked(int cpus, int step)
    {
        int stores = (await PlannedWord.OfGuestAsync("max")).Count;

        await AbortAtEachAsync("store", stores, "max", cpus, step);
    }

    /// <summary>
    /// All words of a pass are written by then, and some of their lines cleaned. On <c>max</c> nothing has to be cleaned.
    /// </summary>
    [Theory]
    [Proof("transaction", IsSampled = true)]
    [MemberData(nameof(Lines))]
    public async Task A_data_abort_in_the_maintenance_of_a_commit_ends_in_a_report_with_the_text_as_linked(int cpus, int step)
    {
        // Each pass cleans its own.
        int lines = (await PlannedWord.OfGuestAsync("cortex-a53")).Select(word => (word.Pass, word.Address / LineBytes)).Distinct().Count();

        await AbortAtEachAsync("line", lines, "cortex-a53", cpus, step);
    }

    [Fact]
    public async Task A_fault_while_old_words_are_put_back_is_named()
    {
        BootLog log = await SharedBoots.LogAsync(Case("abort-undo", "store", 2));

        BootAssert.Failed(log, "FAIL exception (3)");
        BootAssert.Logged(log, "alternatives: the commit was interrupted, and could not be undone: text is damaged");
    }

    /// <summary>An undo that fails leaves everything as it is: what is patched stays patched, as a whole.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Undoing_without_an_alias_is_refused_and_each_word_is_named(int cpus)
    {
        IReadOnlyList<PlannedWord> words = await PlannedWord.OfGuestAsync();

        await IsNotUndoneAsync(
            "undo-closed-alias",
            cpus,
            words.SelectMany(word => (Refusal[])[At(word, AltErrorCode.AliasUnwritable), At(word, AltErrorCode.UndoFailed)]),
            words);
    }

    [Theory]
    [InlineData((int)AltPass.Boot)]
    [InlineData((int)AltPass.System)]
    public async Task Undoing_text_that_others_changed_is_refused_and_the_word_is_named(int pass)
    {
        IReadOnlyList<PlannedWord> words = await PlannedWord.OfGuestAsync();
        ulong page = ImageFile.Guest.Elf.RequireSymbol("bm_fault_page");
        PlannedWord changed = words.Last(word => word.Page == page && (int)word.Pass == pass);

        await IsNotUndoneAsync(
            $"undo-changed-word {FaultyCallback.At(changed.Address)}",
            1,
            [At(changed, AltErrorCode.TextChanged)],
            [.. words, changed with { New = 0xd420_0000 }]);
    }

    private static Refusal At(PlannedWord word, AltErrorCode code) => Refusal.At(ImageFile.Guest, word.Entry, word.Address, code);

    private static async Task IsNotUndoneAsync(string test, int cpus, IEnumerable<Refusal> errors, IEnumerable<PlannedWord> text)
    {
        ImageFile image = ImageFile.Guest;
        BootCase bootCase = new() { Cpu = "max", CpuCount = cpus, Image = GuestFixture.Image, Append = $"test={test} alt.report=quiet" };

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.ConstantBytes);

        BootAssert.Failed(memory.Log, "FAIL alternatives (20)");
        Assert.Equal(errors.Select(error => $"{error}").Order(StringComparer.Ordinal),
            Refusal.In(memory.Log).Select(error => $"{error}").Order(StringComparer.Ordinal));
        byte[] expected = image.Bytes[..image.ConstantBytes];
        foreach (PlannedWord word in text)
        {
            ImageFile.SetWord(expected, word.Address, word.New);
        }

        BootAssert.None(image.Differences(expected, memory.Image), memory.Log);
    }

    // As many as there are, in order, and one more: that one doesn't come.
    private static async Task AbortAtEachAsync(string what, int count, string cpu, int cpus, int step)
    {
        int[] all = [.. Enumerable.Range(0, count).Where(index => index % step == 0), count - 1];
        foreach (int[] indexes in all.Distinct().Chunk(AtOnce))
        {
            await Task.WhenAll(indexes.Select(index => AbortsAsync(Case("abort-commit", what, index, cpu, cpus))));
        }

        BootLog beyond = await SharedBoots.LogAsync(Case("abort-commit", what, count, cpu, cpus));
        BootAssert.Logged(beyond, "patched again");
    }

    private static async Task AbortsAsync(BootCase bootCase)
    {
        ImageFile image = ImageFile.Guest;
        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.ConstantBytes);

        BootAssert.Failed(memory.Log, "FAIL exception (3)");
        BootAssert.Logged(memory.Log, "synchronous exception: data abort, translation fault on ");
        BootAssert.Logged(memory.Log, "alternatives: the commit was interrupted, and undone: text is what it was");
        BootAssert.None(image.Differences(image.Bytes, memory.Image), memory.Log);
        BootAssert.True(bootCase.CpuCount == 1 || memory.Log.Contains($"smp: Brought up {bootCase.CpuCount} CPUs"),
            "the other cores didn't come", memory.Log);
    }

    private static BootCase Case(string test, string what, int index, string cpu = "max", int cpus = 1) => new()
    {
        Cpu = cpu,
        CpuCount = cpus,
        Image = GuestFixture.Image,
        Append = $"test={test} {what}={index} alt.report=quiet",
    };
}
