using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>What must hold for any table.</summary>
[Trait("Area", "Table and plan")]
public class RandomTableTests
{
    private const int TextWords = 1024;
    private const int ReplacementsStart = 512;

    /// <summary>Sound sites with gaps between them, in any order, each with a replacement or a callback.</summary>
    private static readonly Gen<(int Gap, int Words, bool IsCallback, int Cap)[]> s_sites =
        Gen.Select(Gen.Int[0, 12], Gen.Int[1, 6], Gen.Bool, Gen.Int[0, 1]).Array[1, 24];

    private static readonly Gen<uint> s_instruction = Gen.OneOf(
        Gen.Int[0, 9].Select(value => Words.Movz(value)),
        Gen.Int[-500, 500].Select(words => Words.B | ((uint)words & 0x3ffffff)),
        Gen.Int[-7, 7].Select(words => Words.CbzX0 | ((uint)words & 0x7ffff) << 5),
        Gen.Const(Words.Nop));

    [Fact]
    public void Only_sites_are_written_each_changed_word_once_and_each_dirty_line_cleaned_once()
    {
        Gen.Select(s_sites, s_instruction.Array[TextWords], Gen.Int[4, 8], Gen.Int).Sample((sites, text, lineLog2, seed) =>
        {
            using TestImage image = Image(sites, text, seed).WithDataLine(1u << lineLog2);
            uint[] before = [.. image.Text];
            Assert.True(image.Apply());

            List<int> changed = [.. Enumerable.Range(0, TextWords).Where(word => before[word] != image.Text[word])];
            HashSet<int> inSites = [.. Enumerable.Range(0, image.Entries.Count)
                .Where(entry => image.Action(entry) == AltAction.Patched)
                .SelectMany(entry => SiteWords(image.Entries[entry]))];
            Assert.Empty(changed.Except(inSites));
            Assert.Equal(changed.Select(TestImage.Address), image.Writes.Select(write => write.Address).Order());

            ulong mask = ~((1ul << lineLog2) - 1);
            List<ulong> cleaned = [.. image.Operations
                .Where(operation => operation.Kind == CodeOperationKind.CleanLine)
                .Select(operation => operation.Address)];
            Assert.Equal(changed.Select(word => TestImage.Address(word) & mask).Distinct(), cleaned.Order());
            Assert.Equal((changed.Count, cleaned.Count), (image.Plan.Counts.Words, image.Plan.Counts.Lines));

            AltCounts counts = image.Plan.Counts;
            Assert.Equal(image.Entries.Count, counts.Entries);
            Assert.Equal(counts.Entries, counts.Patched + counts.Kept + counts.Failed);
        });
    }

    [Fact]
    public void One_damaged_entry_in_any_table_keeps_every_byte_as_it_was()
    {
        Gen.Select(s_sites, s_instruction.Array[TextWords], Gen.Int, Gen.Int[0, 3]).Sample((sites, text, seed, damage) =>
        {
            using TestImage image = Image(sites, text, seed);
            int victim = new Random(seed).Next(image.Entries.Count);
            image.Entries[victim] = Damage(image.Entries[victim], damage);
            uint[] before = [.. image.Text];

            Assert.False(image.Apply());
            Assert.Contains(victim, image.Errors.Select(error => error.Index));
            Assert.Empty(image.Operations);
            Assert.Equal(before, image.Text);
        });
    }

    [Fact]
    public void Losing_any_one_write_restores_the_text()
    {
        Gen.Select(s_sites, s_instruction.Array[TextWords], Gen.Int).Sample((sites, text, seed) =>
        {
            using TestImage image = Image(sites, text, seed);
            uint[] before = [.. image.Text];
            Assert.True(image.MakePlan());
            List<ulong> changing = [.. Changing(image)];
            if (changing.Count == 0)
            {
                return;
            }

            image.LostWrites.Add(changing[new Random(seed).Next(changing.Count)]);
            Assert.False(image.Commit());
            Assert.Equal([AltErrorCode.ReadbackMismatch], image.ErrorCodes);
            Assert.Equal(before, image.Text);
        });
    }

    /// <summary>TestImage fails on any access outside of the text, the table and the arena.</summary>
    [Fact]
    public void Random_bytes_are_an_error_or_a_valid_plan()
    {
        Gen.Select(Gen.Byte.Array[0, 120], Gen.Bool).Sample((table, isArenaSmall) =>
        {
            using TestImage image = Corruptible();
            bool isPlanned = image.MakePlan(table, arenaBytes: isArenaSmall ? table.Length : null);
            AssertErrorOrValidPlan(image, isPlanned);
        }, iter: 20_000);
    }

    [Fact]
    public void A_sound_table_with_some_bytes_changed_is_an_error_or_a_valid_plan()
    {
        Gen.Select(s_sites, s_instruction.Array[TextWords], Gen.Select(Gen.Int[0, 287], Gen.Byte).Array[1, 4])
            .Sample((sites, text, changes) =>
        {
            using TestImage image = Image(sites, text, seed: 1);
            byte[] table = image.Layout();
            foreach ((int at, byte value) in changes)
            {
                table[at % table.Length] = value;
            }

            AssertErrorOrValidPlan(image, image.MakePlan(table));
        }, iter: 5_000);
    }

    private static void AssertErrorOrValidPlan(TestImage image, bool isPlanned)
    {
        uint[] before = [.. image.Text];
        Assert.Equal(image.Errors.Count == 0, isPlanned);
        Assert.Equal(image.Errors.Count, image.Plan.Counts.Errors);
        Assert.Equal(isPlanned, image.Commit());
        if (!isPlanned)
        {
            Assert.Empty(image.Operations);
            Assert.Equal(before, image.Text);
        }
    }

    private static TestImage Corruptible()
    {
        TestImage image = new TestImage(TextWords).With(CpuCap.AlwaysBoot, CpuCap.AlwaysSystem);
        image.Callbacks.Add(AltCallbacks.Nops);
        return image;
    }

    private static GivenEntry Damage(GivenEntry entry, int damage) => damage switch
    {
        0 => entry with { OrigLen = 0 },
        1 => entry with { Cap = 0x7abc },
        2 => entry with { Original = TestImage.Address(TextWords) },
        _ => entry with { Alternative = TestImage.Address(-8) },
    };

    private static IEnumerable<int> SiteWords(GivenEntry entry) =>
        Enumerable.Range((int)((entry.Original - TestImage.TextStart) / 4), entry.OrigLen / 4);

    private static IEnumerable<ulong> Changing(TestImage image)
    {
        for (int i = 0; i < image.Entries.Count; i++)
        {
            AltPlanEntry entry = image.Plan.Entry(i);
            for (int word = 0; entry.HasWords && word < entry.Words; word++)
            {
                if (image.Plan.OldWords(entry)[word] != image.Plan.NewWords(entry)[word])
                {
                    yield return entry.Address.Word(word).Value;
                }
            }
        }
    }

    private static TestImage Image((int Gap, int Words, bool IsCallback, int Cap)[] sites, uint[] text, int seed)
    {
        TestImage image = new TestImage(TextWords).With(CpuCap.AlwaysSystem).Put(0, text);
        int original = 0;
        int replacement = ReplacementsStart;
        foreach ((int gap, int words, bool isCallback, int cap) in sites)
        {
            original += gap;
            CpuCap capability = cap == 0 ? CpuCap.AlwaysSystem : CpuCap.HasRng;
            if (isCallback)
            {
                image.Callback(original, words, AltCallbacks.Nops, capability);
            }
            else
            {
                image.Entry(original, replacement, words, capability);
            }

            original += words;
            replacement += words;
        }

        RemoveBranchesIntoSites(image, [.. image.Entries]);
        new Random(seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(image.Entries));
        return image;
    }

    /// <summary>Branches of a replacement into the middle of an original, or into another replacement, become NOPs.</summary>
    private static void RemoveBranchesIntoSites(TestImage image, List<GivenEntry> entries)
    {
        foreach (GivenEntry entry in entries.Where(entry => entry.AltLen != 0))
        {
            for (ulong from = entry.Alternative; from < entry.Alternative + entry.AltLen; from += 4)
            {
                uint instruction = image.Read(from);
                ulong target = PcRelative.Target(PcRelative.Form(instruction), instruction, new(from)).Value;
                bool isInside = target >= entry.Alternative && target <= entry.Alternative + entry.AltLen;
                if (!isInside
                    && entries.Any(
                        other =>
                            IsWithin(target, other.Original + 4, other.OrigLen - 4) || IsWithin(target, other.Alternative, other.AltLen)))
                {
                    image.Put((int)((from - TestImage.TextStart) / 4), Words.Nop);
                }
            }
        }
    }

    private static bool IsWithin(ulong address, ulong start, int bytes) => address >= start && address < start + (ulong)bytes;
}
