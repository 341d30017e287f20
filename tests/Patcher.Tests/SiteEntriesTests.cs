using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Sites that have several entries.</summary>
public class SiteEntriesTests
{
    private const int TextWords = 1024;
    private const int ReplacementsStart = 256;

    private static readonly CpuCap[] s_caps =
        [CpuCap.AlwaysBoot, CpuCap.HasAddressAuth, CpuCap.AlwaysSystem, CpuCap.HasSb, CpuCap.HasRng];

    private static readonly Gen<(int Words, (bool Keeps, int Cap)[] Entries)[]> s_sites =
        Gen.Select(Gen.Int[1, 10], Gen.Select(Gen.Bool, Gen.Int[0, 4]).Array[1, 4]).Array[1, 8];

    /// <summary>The reference: of each site, by a look at all its entries.</summary>
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
        TestImage image, (int Words, (bool Keeps, int Cap)[] Entries)[] sites, int present, int skipped, out uint[] afterBoth, out AltAction[] actions)
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
