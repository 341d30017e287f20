using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Originals and replacements that share words.</summary>
[Trait("Area", "Table and plan")]
public class OverlapTests
{
    private const int TextWords = 256;

    [Trait("Rule", "entries of a site stand together and are equally long")]
    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Originals_of_different_lengths_are_not_one_site(int first, int second)
    {
        using TestImage image = new TestImage(TextWords).Entry(8, 100, first).Entry(8, 110, second, CpuCap.HasSb);

        Assert.False(image.Apply());
        Assert.Equal([(1, AltErrorCode.OriginalsOverlap, 0ul)], image.Errors.Select(error => (error.Index, error.Code, error.Detail0)));
        Assert.Empty(image.Operations);
    }

    [Trait("Rule", "entries of a site stand together and are equally long")]
    [Fact]
    public void Entries_for_one_original_that_do_not_stand_together_are_named_duplicates()
    {
        using TestImage image = new TestImage(TextWords)
            .Entry(8, 100, 2).Entry(20, 120, 2).Entry(8, 110, 2, CpuCap.HasSb).Entry(8, 110, 2, CpuCap.HasRng);

        Assert.False(image.Apply());
        Assert.Equal([(2, AltErrorCode.DuplicateOriginal, 0ul), (3, AltErrorCode.DuplicateOriginal, 0ul)],
            image.Errors.Select(error => (error.Index, error.Code, error.Detail0)));
        Assert.Empty(image.Operations);
    }

    [Trait("Rule", "overlaps, by the marks of each word")]
    [Theory]
    [InlineData(8, 2, 9, 2)]
    [InlineData(8, 4, 9, 1)]
    [InlineData(8, 2, 8, 3)]
    public void Originals_that_overlap_are_named_in_either_order(int first, int firstWords, int second, int secondWords)
    {
        foreach (bool isReversed in (bool[])[false, true])
        {
            using TestImage image = new TestImage(TextWords).Entry(first, 100, firstWords).Entry(second, 110, secondWords);
            if (isReversed)
            {
                image.Entries.Reverse();
            }

            Assert.False(image.MakePlan());
            Assert.Equal([AltErrorCode.OriginalsOverlap], image.ErrorCodes);
        }
    }

    [Fact]
    public void An_original_is_compared_with_the_one_that_reaches_furthest_not_only_with_its_neighbour()
    {
        using TestImage image = new TestImage(TextWords).Entry(8, 100, 20).Entry(9, 130, 1).Entry(20, 140, 1);

        Assert.False(image.MakePlan());
        Assert.Equal([(1, 0ul), (2, 0ul)], image.Errors.Select(error => (error.Index, error.Detail0)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_replacement_that_overlaps_an_original_is_named(int replacement)
    {
        using TestImage image = new TestImage(TextWords).Entry(8, 100, 2).Entry(20, replacement, 2);

        Assert.False(image.MakePlan());
        Assert.Equal(
            [(1, AltErrorCode.ReplacementOverlapsOriginal, 0ul)], image.Errors.Select(error => (error.Index, error.Code, error.Detail0)));
    }

    [Fact]
    public void A_replacement_that_overlaps_its_own_original_is_named()
    {
        using TestImage image = new TestImage(TextWords).Entry(8, 9, 2);

        Assert.False(image.MakePlan());
        Assert.Equal([AltErrorCode.ReplacementOverlapsOriginal], image.ErrorCodes);
    }

    /// <summary>One word, which is checked apart from longer entries.</summary>
    [Trait("Rule", "overlaps, by the marks of each word")]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_replacement_of_one_word_that_is_an_original_is_named_in_either_order(bool isReversed)
    {
        using TestImage image = new TestImage(TextWords).Entry(8, 100, 1).Entry(20, 8, 1);
        if (isReversed)
        {
            image.Entries.Reverse();
        }

        Assert.False(image.MakePlan());
        Assert.Equal(
            [(isReversed ? 0 : 1, AltErrorCode.ReplacementOverlapsOriginal, isReversed ? 1ul : 0ul)],
            image.Errors.Select(error => (error.Index, error.Code, error.Detail0)));
    }

    [Fact]
    public void An_original_of_one_word_that_is_its_own_replacement_is_named()
    {
        using TestImage image = new TestImage(TextWords).Entry(8, 8, 1);

        Assert.False(image.MakePlan());
        Assert.Equal([AltErrorCode.ReplacementOverlapsOriginal], image.ErrorCodes);
    }

    [Fact]
    public void Neighbours_do_not_overlap_and_replacements_may_be_shared()
    {
        using TestImage image = new TestImage(TextWords).Entry(10, 100, 2).Entry(8, 100, 2).Entry(12, 14, 2).Entry(16, 6, 2);

        Assert.True(image.MakePlan());
        Assert.Empty(image.Errors);
    }

    [Fact]
    public void Overlaps_are_found_exactly_where_comparing_all_pairs_finds_some_in_any_order()
    {
        Gen<(int Original, int Replacement, int Words)> entry = Gen.Select(Gen.Int[0, 230], Gen.Int[0, 230], Gen.Int[1, 9]);
        entry.Array[1, 10].Sample(entries =>
        {
            using TestImage image = new(TextWords);
            foreach ((int original, int replacement, int words) in entries)
            {
                image.Entry(original, replacement, words);
            }

            bool isPlanned = image.MakePlan();
            Assert.Equal(!ComparePairs(entries), isPlanned);
            Assert.Empty(image.Operations);
        });
    }

    /// <summary>Takes seconds even where it is wrongly quadratic only in one of the three orders.</summary>
    [Theory]
    [InlineData("sorted")]
    [InlineData("reversed")]
    [InlineData("shuffled")]
    public void A_hundred_thousand_entries_in_any_order_are_no_burden(string order)
    {
        const int Count = 100_000;
        using TestImage image = new(Count * 4);
        for (int i = 0; i < Count; i++)
        {
            image.Entry(2 * i, 2 * Count + 2 * i, 1, CpuCap.HasRng);
        }

        if (order == "reversed")
        {
            image.Entries.Reverse();
        }
        else if (order == "shuffled")
        {
            new Random(1).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(image.Entries));
        }

        byte[] table = image.Layout();
        Stopwatch watch = Stopwatch.StartNew();
        Assert.True(image.MakePlan(table));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{order}: {watch.Elapsed}");
    }

    private static bool ComparePairs((int Original, int Replacement, int Words)[] entries)
    {
        for (int i = 0; i < entries.Length; i++)
        {
            for (int j = 0; j < entries.Length; j++)
            {
                if ((i != j && Overlap(entries[i].Original, entries[i].Words, entries[j].Original, entries[j].Words))
                    || Overlap(entries[i].Replacement, entries[i].Words, entries[j].Original, entries[j].Words))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Overlap(int start, int words, int otherStart, int otherWords) =>
        start < otherStart + otherWords && otherStart < start + words;
}
