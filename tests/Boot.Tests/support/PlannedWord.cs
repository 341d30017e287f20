using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Patcher;

namespace BareMetal.Boot.Tests;

/// <summary>A word that patching changes in out/guest/Image.</summary>
/// <param name="Pass">The pass that writes it.</param>
/// <param name="Entry">Index of its entry.</param>
/// <param name="Address">VA.</param>
/// <param name="New">What is written.</param>
internal sealed record PlannedWord(AltPass Pass, int Entry, ulong Address, uint New)
{
    /// <summary>Bytes of a page of text.</summary>
    public const ulong PageBytes = 4096;

    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<PlannedWord>>>> s_guest = new(StringComparer.Ordinal);

    /// <summary>VA of its page.</summary>
    public ulong Page => Address & ~(PageBytes - 1);

    /// <summary>All of them, as a sound boot reports them.</summary>
    public static Task<IReadOnlyList<PlannedWord>> OfGuestAsync(string cpu = "max") =>
        s_guest.GetOrAdd(cpu, key => new Lazy<Task<IReadOnlyList<PlannedWord>>>(() => FindAsync(key))).Value;

    private static async Task<IReadOnlyList<PlannedWord>> FindAsync(string cpu)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu) with { Image = GuestFixture.Image });
        BootAssert.Passed(log);
        IReadOnlyList<EntryLine> entries = log.Report.Entries;
        return
        [
            .. from entry in entries
               where entry.Action == EntryAction.Patched
               let isBoot = entries.Where(other => other.Orig == entry.Orig).All(other => other.Capability == "ALWAYS_BOOT")
               from word in Enumerable.Range(0, entry.New.Count)
               where entry.New[word] != entry.Old[word]
               select new PlannedWord(
                   isBoot ? AltPass.Boot : AltPass.System, entry.Index, entry.Orig + (ulong)(word * sizeof(uint)), entry.New[word]),
        ];
    }
}
