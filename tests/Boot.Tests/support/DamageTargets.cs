using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The entries of out/Image that stand for each <see cref="DamageTarget"/>: a sound boot says which apply.</summary>
internal sealed class DamageTargets
{
    private static readonly Lazy<Task<DamageTargets>> s_found = new(FindAsync);

    private readonly Dictionary<DamageTarget, int> _indexes;

    private DamageTargets(Dictionary<DamageTarget, int> indexes, SerialReport sound)
    {
        _indexes = indexes;
        Sound = sound;
    }

    /// <summary>What the sound Image did on <c>max</c>.</summary>
    public SerialReport Sound { get; }

    /// <summary>Index in the table.</summary>
    public int this[DamageTarget target] => _indexes[target];

    /// <summary>Found once.</summary>
    public static Task<DamageTargets> OfBuiltAsync() => s_found.Value;

    private static async Task<DamageTargets> FindAsync()
    {
        SerialReport sound = (await SharedBoots.LogAsync(SharedBoots.Json("max"))).Report;
        EntryLine[] alone = [.. sound.Entries.Where(IsAlone)];
        EntryLine[] patched = [.. alone.Where(entry => entry.Action == EntryAction.Patched)];
        EntryLine[] shorts = [.. patched.Where(entry => entry.Callback is null && entry.Old.Count == 1)];
        Assert.True(shorts[^1].Index - shorts[0].Index > 1, "entries that stand together may have the same original");
        int best = Enumerable.Range(1, sound.Entries.Count).First(index =>
            sound.Entries[index].Orig == sound.Entries[index - 1].Orig && sound.Entries[index].Action == EntryAction.Patched);
        return new DamageTargets(
            new Dictionary<DamageTarget, int>
            {
                [DamageTarget.Long] = patched.First(entry => entry.Callback is null && entry.Old.Count > 1).Index,
                [DamageTarget.Short] = shorts[^1].Index,
                [DamageTarget.OtherShort] = shorts[0].Index,
                [DamageTarget.BootCallback] = patched.Single(entry => entry.Callback == "bm_cb_kimage_voffset").Index,
                [DamageTarget.SystemCallback] = patched.Single(entry => entry.Callback == "bm_cb_dcache_line_size").Index,
                [DamageTarget.ShortCallback] = patched.Single(entry => entry.Callback == "bm_cb_nops").Index,
                [DamageTarget.Absent] = alone.First(entry => entry.Capability == "WORKAROUND_REPEAT_TLBI").Index,
                [DamageTarget.Beaten] = best - 1,
                [DamageTarget.Best] = best,
                [DamageTarget.BehindLast] = sound.Entries.Count,
            },
            sound);

        // Of its own site, which no other one follows at once, with a replacement of its own.
        bool IsAlone(EntryLine entry)
        {
            AltEntry row = ImageFile.Built.Table[entry.Index];
            return sound.Entries.Count(other => other.Orig == entry.Orig) == 1
                && sound.Entries.All(other => other.Orig != row.Original + row.OriginalLength)
                && (row.IsCallback || ImageFile.Built.Table.Count(other => other.Alternative == row.Alternative) == 1);
        }
    }
}
