using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A store that faults in the middle of patching, in a program of tests/guest that patches the booted Image again.</summary>
public sealed class TransactionTests : IClassFixture<GuestFixture>
{
    private const int AtOnce = 4;
    private const int MoreStoresThanSites = 1000;

    /// <summary>Each store in turn, until there is none left to fault.</summary>
    [Fact]
    public async Task A_data_abort_at_any_store_of_a_commit_ends_in_a_report_with_the_text_as_linked()
    {
        int aborts = 0;
        for (int store = 0; aborts == store && store < MoreStoresThanSites; store += AtOnce)
        {
            Task<bool>[] boots = new Task<bool>[AtOnce];
            for (int i = 0; i < AtOnce; i++)
            {
                boots[i] = AbortsAsync(store + i);
            }

            foreach (bool isAborted in await Task.WhenAll(boots))
            {
                aborts += isAborted ? 1 : 0;
            }
        }

        Assert.InRange(aborts, 50, MoreStoresThanSites);
    }

    [Fact]
    public async Task A_fault_while_old_words_are_put_back_is_named()
    {
        BootLog log = await SharedBoots.LogAsync(Case("abort-undo", 2));

        BootAssert.Failed(log, "FAIL exception (3)");
        BootAssert.Logged(log, "alternatives: the commit was interrupted, and could not be undone: text is damaged");
    }

    // Whether there was a store to fault.
    private static async Task<bool> AbortsAsync(int store)
    {
        ImageFile image = ImageFile.Guest;
        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(Case("abort-commit", store), image.ConstantBytes);
        if (memory.Log.Serial.Contains("patched again", System.StringComparison.Ordinal))
        {
            return false;
        }

        BootAssert.Failed(memory.Log, "FAIL exception (3)");
        BootAssert.Logged(memory.Log, "synchronous exception: data abort, translation fault on write");
        BootAssert.Logged(memory.Log, "alternatives: the commit was interrupted, and undone: text is what it was");
        BootAssert.None(image.Differences(image.Bytes, memory.Image), memory.Log);
        return true;
    }

    private static BootCase Case(string test, int store) => new()
    {
        Cpu = "max",
        Image = GuestFixture.Image,
        Append = $"test={test} store={store} alt.report=quiet",
    };
}
