using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Callbacks of Linux's form: a pointer to the site, another to its new words, and how many.</summary>
// SAFETY: the site's words are pinned while the callback runs; it writes by indexes from the first guard to the last.
[Trait("Area", "Callbacks")]
public unsafe class CFormCallbackTests
{
    private const int Site = 4;
    private const int LongestSite = 63;

    [ThreadStatic]
    private static (int Index, uint Word)[]? s_writes;

    [ThreadStatic]
    private static (ulong Entry, uint[] Original, uint[] Words, ulong[] Capabilities)? s_seen;

    [Fact]
    public void A_callback_gets_the_entry_the_site_its_words_and_the_capabilities()
    {
        using TestImage image = Image(3);
        ulong[] capabilities = new ulong[CpuCapSet.Capacity / 64];
        for (int cap = 0; cap < CpuCaps.Count; cap++)
        {
            capabilities[cap / 64] |= image.Inputs.Capabilities.Has((CpuCap)cap) ? 1ul << (cap % 64) : 0;
        }

        Assert.True(image.Apply());
        Assert.Equal((ulong)(image.Plan.Region.Table + 1), s_seen!.Value.Entry);
        Assert.Equal(image.Text[Site..(Site + 3)], s_seen.Value.Original);
        Assert.Equal(image.Text[Site..(Site + 3)], s_seen.Value.Words);
        Assert.Equal(capabilities, s_seen.Value.Capabilities);
    }

    [Trait("Rule", "C form: guards, prefilled words, nothing written")]
    [Trait("Linux", "callbacks that may keep their site; Linux's C form")]
    [Theory]
    [InlineData(1)]
    [InlineData(LongestSite)]
    public void Writing_nothing_keeps_the_site(int words)
    {
        using TestImage image = Image(words);

        Assert.True(image.Apply());
        Assert.Equal(AltAction.Kept, image.Action(1));
        Assert.Empty(image.Writes);
    }

    [Fact]
    public void Writing_the_old_words_keeps_the_site_too()
    {
        using TestImage image = Image(2, (0, Words.Movz(0)), (1, Words.Movz(1)));

        Assert.True(image.Apply());
        Assert.Equal(AltAction.Kept, image.Action(1));
    }

    [Fact]
    public void Words_that_are_not_written_stay_as_they_are()
    {
        using TestImage image = Image(3, (1, Words.Brk));

        Assert.True(image.Apply());
        Assert.Equal([Words.Movz(0), Words.Brk, Words.Movz(2)], image.Text[Site..(Site + 3)]);
        Assert.Equal(AltAction.Patched, image.Action(1));
    }

    [Fact]
    public void The_longest_site_is_written_to_its_last_word()
    {
        using TestImage image = Image(LongestSite, (0, Words.Brk), (LongestSite - 1, Words.Brk));

        Assert.True(image.Apply());
        Assert.Equal((Words.Brk, Words.Brk, Words.Movz(1)), (image.Text[Site], image.Text[Site + LongestSite - 1], image.Text[Site + 1]));
    }

    [Trait("Rule", "C form: guards, prefilled words, nothing written")]
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, -1)]
    [InlineData(1, -2)]
    [InlineData(3, 3)]
    [InlineData(3, 4)]
    [InlineData(3, 62)]
    [InlineData(3, 63)]
    [InlineData(LongestSite, LongestSite)]
    [InlineData(LongestSite, -1)]
    public void A_guard_that_was_written_is_an_error_and_nothing_is_applied(int words, int index)
    {
        using TestImage image = Image(words, (0, Words.Brk), (index, Words.Nop));
        uint[] before = [.. image.Text];

        Assert.False(image.Apply());
        Assert.Equal(
            [(1, AltErrorCode.CallbackGuard, (ulong)Words.Movz(0), (ulong)index)],
            image.Errors.Select(error => (error.Index, error.Code, error.Detail0, error.Detail1)));
        Assert.Empty(image.Operations);
        Assert.Equal(before, image.Text);
    }

    /// <summary>An image with a site of so many words; entry 1 is for it.</summary>
    private static TestImage Image(int words, params (int Index, uint Word)[] writes)
    {
        s_writes = writes;
        s_seen = null;
        TestImage image = new TestImage(128).With(CpuCap.AlwaysSystem, CpuCap.HasCrc32, CpuCap.HasSb, CpuCap.NCaps - 1);
        image.Put(Site, [.. Enumerable.Range(0, words).Select(Words.Movz)]);
        return image.Callback(100, 1, AltCallbacks.Nops, CpuCap.HasRng).Callback(Site, words, Invoke);
    }

    private static CallbackResult Invoke(ref CallbackSite site)
    {
        fixed (uint* original = site.Original)
        {
            return CFormCallback.Invoke(&Callback, original, ref site);
        }
    }

    private static void Callback(AltInstr* entry, uint* original, uint* words, int count, CpuCapSet* capabilities)
    {
        s_seen = (
            (ulong)entry,
            new Span<uint>(original, count).ToArray(),
            new Span<uint>(words, count).ToArray(),
            new Span<ulong>(capabilities, CpuCapSet.Capacity / 64).ToArray());
        foreach ((int index, uint word) in s_writes ?? [])
        {
            words[index] = word;
        }
    }
}
