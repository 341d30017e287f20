using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Sites that have several entries.</summary>
[Trait("Area", "Table and plan")]
public class SiteEntriesTests
{
    private const int TextWords = 1024;
    private const int ReplacementsStart = 256;

    private static readonly CpuCap[] s_caps =
        [CpuCap.AlwaysBoot, CpuCap.HasAddressAuth, CpuCap.AlwaysSystem, CpuCap.HasSb, CpuCap.HasRng];

    private static readonly Gen<(int Words, (bool Keeps, int Cap)[] Entries)[]> s_sites =
        Gen.Select(Gen.Int[1, 10], Gen.Select(Gen.Bool, Gen.Int[0, 4]).Array[1, 4]).Array[1, 8];

    /// <summary>The reference: of each site, by a look at all its entries.</summary>
    [Trait("Rule", "a site's last entry that applies is its code, in the pass of all of them; no other of its entries is planned")]
    [Fact]
    public void The_last_entry_that_applies_is_the_code_of_its_site()
    {
        Gen.Select(s_sites, Gen.Int[0, 31], Gen.Int[0, 31]).Sample((sites, present, skipped) =>
        {
            using TestImage image = new TestImage(TextWords);
            image.With([.. s_caps.Where((_, i) => (present >> i & 1) != 0)]);
            uint[] afterBoot = Build(image, sites, present, skipped, out uint[] afterBoth, out AltAction[] actions);
            uint[] linked = [.. image.Text];
            string skip = string.Join(',', Enumerable.Range(0, image.Entries.Count).Where(i => (skipped >> i & 1) != 0));
            byte[] arguments = System.Text.Encoding.ASCII.GetBytes(skip.Length == 0 ? "" : $"alt.skip={skip}");
            AltSelection selection = AltSelection.Parse<ArgumentErrors>(new BootArguments(arguments), image.Entries.Count);
            Assert.True(image.Prepare());
            for (int round = 0; round < 2; round++)
            {
                Assert.True(image.PlanPass(AltPass.Boot, selection) && image.Commit(AltPass.Boot));
                Assert.Equal(afterBoot, image.Text);
                Assert.True(image.PlanAgain(selection) && image.Commit());
                Assert.Equal(afterBoth, image.Text);
                Assert.Equal(actions, Enumerable.Range(0, actions.Length).Select(image.Action));
                AltCounts counts = image.Plan.Counts;
                Assert.Equal((actions.Length, 0), (counts.Patched + counts.Kept, counts.Failed));
                Assert.True(image.Undo());
                Assert.Equal(linked, image.Text);
            }
        });
    }

    [Trait("Rule", "what isn't selected doesn't apply")]
    [Theory]
    [InlineData("alt.only=0", 0)]
    [InlineData("alt.only=1", 1)]
    [InlineData("alt.only=0-1", 1)]
    [InlineData("alt.only=0,2", 2)]
    [InlineData("alt.only=3", null)]
    [InlineData("alt.only=0-2 alt.skip=2", 1)]
    public void Of_the_entries_that_are_selected_the_last_is_taken(string arguments, int? expected)
    {
        using TestImage image = new TestImage(TextWords).With(CpuCap.AlwaysSystem);
        for (int i = 0; i < 3; i++)
        {
            image.Put(300 + i, Words.Movz(i)).Entry(8, 300 + i, 1);
        }

        image.Entry(20, 310, 1);
        AltSelection selection =
            AltSelection.Parse<ArgumentErrors>(new BootArguments(System.Text.Encoding.ASCII.GetBytes(arguments)), image.Entries.Count);

        Assert.True(image.MakePlan(selection) && image.Commit());
        Assert.Equal(expected is { } index ? Words.Movz(index) : Words.Nop, image.Text[8]);
        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => i == expected ? AltAction.Patched : AltAction.Kept),
            Enumerable.Range(0, 3).Select(image.Action));
    }

    [Trait("Rule", "callbacks of a site run only where they are taken")]
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_callback_is_run_where_it_is_the_last_that_applies(bool isLast)
    {
        int runs = 0;
        using TestImage image = new TestImage(TextWords).With(CpuCap.AlwaysSystem).Put(300, Words.Movz(1), Words.Movz(2));
        if (isLast)
        {
            image.Entry(8, 300, 2).Callback(8, 2, Write).Entry(8, 300, 2, CpuCap.HasSb);
        }
        else
        {
            image.Callback(8, 2, Write).Callback(8, 2, Write, CpuCap.HasSb).Entry(8, 300, 2);
        }

        Assert.True(image.Apply());
        uint[] expected = isLast ? [Words.Nop, Words.Movz(3)] : [Words.Movz(1), Words.Movz(2)];
        Assert.Equal(expected, image.Text[8..10]);
        Assert.Equal((isLast ? 1 : 0, isLast ? 1 : 0), (runs, image.Plan.Counts.Callbacks));
        Assert.Equal(1, image.Plan.Counts.Patched);

        CallbackResult Write(ref CallbackSite site)
        {
            runs++;
            site.Write(1, Words.Movz(3));
            return CallbackResult.Patch;
        }
    }

    /// <summary>A dry run, then what it told of.</summary>
    [Trait("Rule", "in the system pass, entries of boot scope apply too")]
    [Theory]
    [InlineData(CpuCap.AlwaysBoot, CpuCap.AlwaysSystem, 1)]
    [InlineData(CpuCap.AlwaysSystem, CpuCap.AlwaysBoot, 1)]
    [InlineData(CpuCap.AlwaysBoot, CpuCap.HasSb, 0)]
    public void Entries_of_both_scopes_are_planned_in_the_system_pass(CpuCap first, CpuCap last, int expected)
    {
        using TestImage image = new TestImage(TextWords).With(CpuCap.AlwaysBoot, CpuCap.AlwaysSystem)
            .Put(300, Words.Movz(0), Words.Movz(1)).Entry(8, 300, 1, first).Entry(8, 301, 1, last);

        Assert.True(image.Prepare() && image.PlanPass(AltPass.Boot));
        Assert.Equal((0, 2), (image.Plan.Counts.Planned, image.Plan.Counts.Kept));
        Assert.True(image.PlanPass(AltPass.System));
        Assert.Equal((1, 1), (image.Plan.Counts.Planned, image.Plan.Counts.Kept));
        Assert.Equal((AltAction.Planned, AltAction.Kept), (image.Action(expected), image.Action(1 - expected)));
        Assert.Empty(image.Operations);
        Assert.True(image.ApplyAgain());
        Assert.Equal(Words.Movz(expected), image.Text[8]);
    }

    [Trait("Rule", "headers of all entries of a site")]
    [Fact]
    public void A_damaged_entry_that_would_not_be_chosen_refuses_the_table()
    {
        using TestImage image = new TestImage(TextWords).With(CpuCap.AlwaysSystem)
            .Entry(8, 300, 1, (CpuCap)0x1abc).Entry(8, 301, 1);

        Assert.False(image.Apply());
        Assert.Equal([AltErrorCode.UnknownCapability], image.ErrorCodes);
        Assert.Empty(image.Operations);
    }

    private static uint[] Build(
        TestImage image,
            (int Words, (bool Keeps, int Cap)[] Entries)[] sites, int present, int skipped, out uint[] afterBoth, out AltAction[] actions)
    {
        List<(int Site, int Words, int Winner, bool IsBoot, uint[] Code)> winners = [];
        List<AltAction> kept = [];
        int original = 0;
        int replacement = ReplacementsStart;
        int value = 1;
        foreach ((int words, (bool Keeps, int Cap)[] entries) in sites)
        {
            int winner = -1;
            uint[] code = [];
            foreach ((bool keeps, int cap) in entries)
            {
                int index = image.Entries.Count;
                uint[] body = [.. Enumerable.Range(0, words).Select(_ => Words.Movz(value++))];
                if (keeps)
                {
                    image.Callback(original, words, (ref CallbackSite site) => CallbackResult.Keep, s_caps[cap]);
                }
                else
                {
                    image.Put(replacement, body).Entry(original, replacement, words, s_caps[cap]);
                    replacement += words;
                }

                kept.Add(AltAction.Kept);
                if ((present >> cap & 1) != 0 && (index > 31 || (skipped >> index & 1) == 0))
                {
                    winner = keeps ? -1 : index;
                    code = body;
                }
            }

            if (winner >= 0)
            {
                winners.Add((original, words, winner, entries.All(entry => entry.Cap < 2), code));
            }

            original += words;
        }

        actions = [.. kept];
        uint[] afterBoot = [.. image.Text];
        foreach ((int site, _, int winner, bool isBoot, uint[] code) in winners)
        {
            actions[winner] = AltAction.Patched;
            if (isBoot)
            {
                code.CopyTo(afterBoot, site);
            }
        }

        afterBoth = [.. afterBoot];
        foreach ((int site, _, _, _, uint[] code) in winners)
        {
            code.CopyTo(afterBoth, site);
        }

        return afterBoot;
    }
}
