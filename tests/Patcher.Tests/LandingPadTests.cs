using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// Where a branch by register may end before patching it may end afterwards: a site keeps its landing pads, or isn't planned.
/// </summary>
[Trait("Area", "Instructions and relocation")]
public class LandingPadTests
{
    private const int Site = 8;
    private const int Replacement = 40;

    /// <summary>As GNU as encodes them, with who may come: c BLR, j BR.</summary>
    private static readonly Dictionary<uint, string> s_pads = new()
    {
        [0xd503245f] = "c",
        [0xd503249f] = "j",
        [0xd50324df] = "cj",
        [0xd503233f] = "c", // paciasp
        [0xd503237f] = "c", // pacibsp
    };

    private static readonly Gen<uint> s_instruction = Gen.OneOf(
        Gen.Int[0, s_pads.Count - 1].Select(pad => s_pads.Keys.ElementAt(pad)),
        Gen.Const(Words.MovzX0),
        Gen.Const(Words.AdrpX3), // looked at by itself, and stays: the site is in its page
        Gen.UInt[0, 127].Select(hint => 0xd503201f | hint << 5));

    public static TheoryData<string> Assembled => ["bti c", "bti j", "bti jc", "paciasp", "pacibsp", "bti", "autiasp", "pacia1716", "nop"];

    [Theory]
    [MemberData(nameof(Assembled))]
    public void The_pads_are_the_assemblers(string text)
    {
        uint word = GnuAssembler.Assemble([text]).Single()!.Value;

        using TestImage image = Image([word], [Words.Nop]);

        Assert.Equal(!s_pads.ContainsKey(word), image.MakePlan());
        Assert.Equal(s_pads.ContainsKey(word) ? [Lost(0, word, Words.Nop)] : [], Errors(image));
    }

    /// <summary>
    /// Any words, one or several, in replacements: exactly the pads that would let fewer in are named, and then nothing is planned.
    /// </summary>
    [Trait("Rule", "a landing pad of a site stays one, from a replacement or a callback")]
    [Fact]
    public void A_replacement_lets_in_whatever_the_site_lets_in()
    {
        Gen.Select(s_instruction, s_instruction).Array[1, 6].Sample(pairs =>
        {
            uint[] before = [.. pairs.Select(pair => pair.Item1)];
            uint[] after = [.. pairs.Select(pair => pair.Item2)];
            using TestImage image = Image(before, after);

            string[] lost =
                [.. Enumerable.Range(0, pairs.Length).Where(word => IsLost(before[word], after[word]))
                    .Select(word => Lost(word, before[word], after[word]))];
            Assert.Equal(lost.Length == 0, image.Apply());
            Assert.Equal(lost, Errors(image));
            Assert.Equal(lost.Length == 0 ? after : before, image.Text[Site..(Site + pairs.Length)]);
        });
    }

    [Fact]
    public void A_callback_lets_in_whatever_its_site_lets_in()
    {
        Gen.Select(s_instruction, s_instruction).Array[1, 6].Sample(pairs =>
        {
            using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, [.. pairs.Select(pair => pair.Item1)]);
            image.Callback(Site, pairs.Length, (ref CallbackSite site) =>
            {
                for (int word = 0; word < pairs.Length; word++)
                {
                    site.Write(word, pairs[word].Item2);
                }

                return CallbackResult.Patch;
            });

            string[] lost =
                [.. Enumerable.Range(0, pairs.Length).Where(word => IsLost(pairs[word].Item1, pairs[word].Item2))
                    .Select(word => Lost(word, pairs[word].Item1, pairs[word].Item2))];
            Assert.Equal(lost.Length == 0, image.MakePlan());
            Assert.Equal(lost, Errors(image));
        });
    }

    [Fact]
    public void Nops_are_no_landing_pads()
    {
        using TestImage image =
            new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Nop, 0xd503245f).Callback(Site + 1, 1, AltCallbacks.Nops);

        Assert.False(image.MakePlan());
        Assert.Equal([Lost(1, 0xd503245f, Words.Nop)], Errors(image));
    }

    /// <summary>The entry that doesn't apply changes nothing, so nothing is lost.</summary>
    [Fact]
    public void A_site_that_is_kept_keeps_its_pad()
    {
        using TestImage image = Image([0xd503245f], [Words.Nop]);
        image.Entries[0] = image.Entries[0] with { Cap = (ushort)CpuCap.HasRng };

        Assert.True(image.Apply());
        Assert.Equal(0xd503245f, image.Text[Site]);
    }

    private static TestImage Image(uint[] site, uint[] replacement) =>
        new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, site).Put(Replacement, replacement).Entry(Site, Replacement, site.Length);

    private static bool IsLost(uint before, uint after) => Accepted(before).Except(Accepted(after)).Any();

    private static string Accepted(uint word) => s_pads.GetValueOrDefault(word, "");

    private static string Lost(int word, uint before, uint after) =>
        $"{AltErrorCode.LandingPadLost} {TestImage.Address(Site + word):x} {before:x} {after:x}";

    private static IEnumerable<string> Errors(TestImage image) =>
        image.Errors.Select(error => $"{error.Code} {error.Address.Value:x} {error.Detail0:x} {error.Detail1:x}");
}
