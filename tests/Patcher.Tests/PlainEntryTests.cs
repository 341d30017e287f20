using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// The loops that let plain entries through in few instructions accept nothing that the predicates refuse, and refuse nothing that
/// those accept: random entries, sound and damaged, are judged by both.
/// </summary>
[Trait("Area", "Table and plan")]
[Trait("Rule", "what is let through in few instructions keeps every rule")]
public class PlainEntryTests
{
    private const int TextWords = 96;
    private const int Sites = 48;
    private const int FurthestWords = 1 << 25;

    /// <summary>Mostly 0: an entry with several things wrong is refused whatever the loops do.</summary>
    private static readonly Gen<int> s_skew = Gen.Frequency((12, Gen.Const(0)), (1, Gen.Int[1, 3]));

    private static readonly Gen<CpuCap> s_cap = Gen.Frequency(
        (8, OneOf(CpuCap.AlwaysSystem, CpuCap.HasSb, CpuCap.NCaps - 1)),
        (1, OneOf(CpuCap.NCaps, CpuCap.NCaps + 1, (CpuCap)0x7abc)));

    private static readonly Gen<int> s_bytes = Gen.Frequency(
        (6, Gen.Const(4)), (4, Gen.Int[1, 12].Select(words => words * 4)), (1, Gen.Int[0, 255]));

    private static readonly Gen<GivenEntry> s_entry = Gen.Select(
        Gen.Int[-1, TextWords + 1],
            Gen.Int[-1, TextWords + 1], Gen.Select(s_skew, s_skew), s_bytes, Gen.Frequency((8, Gen.Const(0)), (1, Gen.Int[1, 8])),
        Gen.Select(s_cap, Gen.Int[0, 5], Gen.Frequency((8, Gen.Bool), (1, Gen.Const(true)))))
        .Select((original, alternative, skews, bytes, difference, kind) => Entry(original, alternative, skews, bytes, difference, kind));

    private static readonly Gen<uint> s_instruction = Gen.OneOf(
        Gen.Int[0, 9].Select(value => Words.Movz(value)),
        Gen.Int[-TextWords, TextWords].Select(words => Words.B | ((uint)words & 0x3ffffff)),
        Gen.Int[-TextWords, TextWords].Select(words => Words.B | 1u << 31 | ((uint)words & 0x3ffffff)),
        Gen.Int[-7, 7].Select(words => Words.CbzX0 | ((uint)words & 0x7ffff) << 5),
        Gen.Int[-TextWords, TextWords].Select(words => Words.B | (uint)(FurthestWords + words) & 0x3ffffff),
        OneOf(Words.AdrpX3, Words.Nop));

    [Fact]
    public void A_table_is_accepted_exactly_where_every_predicate_holds()
    {
        Gen.Select(s_entry.Array[1, 5], Gen.Bool).Sample((entries, repeats) =>
        {
            using TestImage image = new(TextWords);
            image.Callbacks.AddRange([AltCallbacks.Nops, AltCallbacks.BhbLoop]);
            image.Entries.AddRange(repeats ? [entries[0], .. entries] : entries);

            bool isAccepted = image.Prepare();

            Assert.True(
                IsSound(image) == isAccepted, string.Join('\n', [.. image.Entries, .. image.Errors.Select(error => (object)error.Code)]));
        }, iter: 100_000);
    }

    [Fact]
    public void Words_are_planned_as_the_relocation_of_each_instruction_says()
    {
        Gen.Select(Gen.Int[1, 3].Array[1, 8], s_instruction.Array[TextWords]).Sample((lengths, text) =>
        {
            using TestImage image = new TestImage(TextWords).With(CpuCap.AlwaysSystem).Put(0, text);
            int place = 0;
            foreach (int words in lengths)
            {
                image.Entry(place, Sites + place, words);
                place += words + 1;
            }

            bool isPlanned = image.MakePlan();

            Assert.Equal(image.Entries.All(entry => MovesWhole(image, entry)), isPlanned);
            for (int i = 0; i < image.Entries.Count && isPlanned; i++)
            {
                Assert.Equal(Moved(image, image.Entries[i]).Select(word => word.Moved), image.Plan.NewWords(image.Plan.Entry(i)));
            }
        }, iter: 20_000);
    }

    private static GivenEntry Entry(
        int original, int alternative, (int, int) skews, int bytes, int difference, (CpuCap Cap, int Callback, bool IsReplacement) kind)
    {
        ulong site = TestImage.Address(original) + (ulong)skews.Item1;
        return kind.IsReplacement
            ? new(site, TestImage.Address(alternative) + (ulong)skews.Item2, (ushort)kind.Cap, (byte)bytes, (byte)(bytes + difference))
            : new(
                site,
                TestImage.CallbacksStart + (ulong)(kind.Callback / 2 * 4),
                (ushort)((ushort)kind.Cap | (kind.Cap == CpuCap.NCaps ? 0 : AltInstr.CallbackBit)),
                (byte)bytes,
                (byte)difference);
    }

    private static bool IsSound(TestImage image)
    {
        HashSet<ulong> originals = [];
        HashSet<ulong> replacements = [];
        for (int i = 0; i < image.Entries.Count; i++)
        {
            EntryHeader header = new(image.Plan.Region, i);
            GivenEntry entry = image.Entries[i];
            bool isSound = header.IsOriginalSound && header.IsCapabilityKnown
                && (header.IsCallback
                    ? header.HasNoReplacement && TestCallbacks.IsCallback(new(entry.Alternative))
                    : header.IsReplacementSound);
            if (!isSound)
            {
                return false;
            }

            List<ulong> original = [.. WordsOf(entry.Original, entry.OrigLen)];
            List<ulong> replacement = header.IsCallback ? [] : [.. WordsOf(entry.Alternative, entry.AltLen)];
            bool continues = i > 0 && (image.Entries[i - 1].Original, image.Entries[i - 1].OrigLen) == (entry.Original, entry.OrigLen);
            if ((!continues && original.Any(originals.Contains)) || original.Any(replacements.Contains))
            {
                return false;
            }

            originals.UnionWith(original);
            replacements.UnionWith(replacement);
            if (replacement.Any(originals.Contains))
            {
                return false;
            }
        }

        return true;
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static IEnumerable<ulong> WordsOf(ulong address, int bytes) =>
        Enumerable.Range(0, bytes / 4).Select(word => address + (ulong)word * 4);

    private static bool MovesWhole(TestImage image, GivenEntry entry) => Moved(image, entry).All(word =>
        word.Error == AltErrorCode.None
        && (word.Target.Value == 0 || !PcRelative.IsBranch(PcRelative.Form(word.Moved)) || MayBranchTo(image.Plan, word.Target)));

    private static bool MayBranchTo(in AltPlan plan, CodeAddress target) =>
        !plan.IsReplacement(target) && (!plan.IsOriginal(target) || plan.IsOriginalStart(target));

    private static IEnumerable<(AltErrorCode Error, uint Moved, CodeAddress Target)> Moved(TestImage image, GivenEntry entry)
    {
        for (ulong offset = 0; offset < entry.OrigLen; offset += 4)
        {
            AltErrorCode error = Relocation.Move(
                image.Read(entry.Alternative + offset), new(entry.Alternative + offset), new(entry.Original + offset),
                new(entry.Alternative), new(entry.Alternative + entry.AltLen), out uint moved, out CodeAddress target);
            yield return (error, moved, target);
        }
    }
}
