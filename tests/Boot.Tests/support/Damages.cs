using System.Collections.Generic;
using System.Linq;
using BareMetal.Patcher;
using static BareMetal.Boot.Tests.DamageTarget;
using static BareMetal.Patcher.AltErrorCode;

namespace BareMetal.Boot.Tests;

/// <summary>
/// What can be wrong with a table and its replacements: each field of an entry by each kind, entries of either pass, of a capability that
/// isn't there and of a site of several, the table's bounds, and each instruction that can't be moved.
/// </summary>
internal static class Damages
{
    private const string Region = DamagedImage.RegionMethod;
    private const string TableEnd = DamagedImage.TableEndSymbol;

    private const int Word = sizeof(uint);
    private const ushort Unknown = 0x7000;

    // The furthest forward of each form: where a replacement lies after its site, it is too far from there.
    private const uint FurthestB = 0x15ff_ffff;
    private const uint FurthestBl = 0x95ff_ffff;
    private const uint FurthestBeq = 0x547f_ffe0;
    private const uint FurthestCbz = 0x347f_ffe0;
    private const uint FurthestCbnz = 0xb57f_ffe0;
    private const uint FurthestTbz = 0x3603_ffe0;
    private const uint FurthestTbnz = 0xb703_ffe0;
    private const uint DistanceOfB = 0x03ff_ffff;
    private const uint DistanceOfTbnz = 0x0007_ffe0;
    private const uint FurthestCbgt = 0x7400_1fe0;
    private const uint FurthestCbgtImmediate = 0x7500_1fe0;
    private const uint FurthestAdr = 0x707f_ffe0;
    private const uint FurthestAdrp = 0xf07f_ffe0;
    private const uint DistanceOfAdrp = 0x60ff_ffe0;

    private const uint Cbz = 0x3400_0000;
    private const uint Bl = 0x9400_0000;
    private const uint BtiC = 0xd503_245f;
    private const uint LdrLiteral = 0x5800_0000;
    private const uint LdrswLiteral = 0x9800_0000;

    public static IReadOnlyDictionary<string, Damage> All { get; } = Rows().ToDictionary(damage => damage.Name);

    private static Damage[] Rows() =>
    [
        // Capability, and its callback bit.
        Damage.Of("capability: after the last", (image, at) => image.SetCapability(at[Long], (ushort)(CpuCap.NCaps + 1)),
            (Long, UnknownCapability)),
        Damage.Of("capability: the highest", (image, at) => image.SetCapability(at[Long], 0x7fff), (Long, UnknownCapability)),
        Damage.Of("capability: unknown, in one word", (image, at) => image.SetCapability(at[Short], Unknown), (Short, UnknownCapability)),
        Damage.Of("capability: unknown, of an entry that wouldn't apply", (image, at) => image.SetCapability(at[Absent], Unknown),
            (Absent, UnknownCapability)),
        Damage.Of("capability: unknown, of a callback of the boot pass",
            (image, at) => image.SetCapability(at[BootCallback], 0x8000 | Unknown), (BootCallback, UnknownCapability)),
        Damage.Of("capability: unknown, of a callback of the system pass",
            (image, at) => image.SetCapability(at[SystemCallback], 0x8000 | Unknown), (SystemCallback, UnknownCapability)),
        Damage.Of("capability: unknown, of an entry that is beaten", (image, at) => image.SetCapability(at[Beaten], Unknown),
            (Beaten, UnknownCapability)),
        Damage.Of("capability: the number of old callbacks, with the bit",
            (image, at) => image.SetCapability(at[BootCallback], 0x8000 | (ushort)CpuCap.NCaps), (BootCallback, UnknownCapability)),
        Damage.Of("capability: the number of old callbacks, with a replacement",
            (image, at) => image.SetCapability(at[Long], (ushort)CpuCap.NCaps), (Long, CallbackWithReplacement), (Long, UnknownCallback)),
        Damage.Of("capability: all ones", (image, at) => image.SetCapability(at[Long], 0xffff), (Long, UnknownCapability),
            (Long, CallbackWithReplacement), (Long, UnknownCallback)),
        Damage.Of("callback bit: on a replacement",
            (image, at) => image.SetCapability(at[Long], (ushort)(0x8000 | image.Entry(at[Long]).CpuCap)),
                (Long, CallbackWithReplacement), (Long, UnknownCallback)),
        Damage.Of("callback bit: on a replacement of one word",
            (image, at) => image.SetCapability(at[Short], (ushort)(0x8000 | image.Entry(at[Short]).CpuCap)),
                (Short, CallbackWithReplacement), (Short, UnknownCallback)),
        Damage.Of("callback bit: on a replacement that isn't there", ToCallback, (Short, UnknownCallback)),
        Damage.Of("callback bit: missing on a callback", (image, at) => image.SetCapability(at[BootCallback], (ushort)CpuCap.AlwaysBoot),
            (BootCallback, LengthsDiffer)),
        Damage.Of("callback bit: missing on a callback of one word",
            (image, at) => image.SetCapability(at[ShortCallback], (ushort)CpuCap.AlwaysSystem), (ShortCallback, LengthsDiffer)),

        // Distance of the original.
        Damage.Of("original: at a halfword", (image, at) => image.SetOriginal(at[Long], image.Entry(at[Long]).Original + 2),
            (Long, OriginalMisaligned)),
        Damage.Of("original: at an odd address", (image, at) => image.SetOriginal(at[Short], image.Entry(at[Short]).Original + 1),
            (Short, OriginalMisaligned)),
        Damage.Of("original: a byte before a word",
            (image, at) => image.SetOriginal(at[SystemCallback], image.Entry(at[SystemCallback]).Original - 1),
                (SystemCallback, OriginalMisaligned)),
        Damage.Of("original: misaligned, of an entry that wouldn't apply",
            (image, at) => image.SetOriginal(at[Absent], image.Entry(at[Absent]).Original + 2), (Absent, OriginalMisaligned)),
        Damage.Of("original: distance 0", (image, at) => image.SetOriginalOffset(at[Long], 0), (Long, OriginalOutsideText)),
        Damage.Of("original: as far back as it goes", (image, at) => image.SetOriginalOffset(at[Long], int.MinValue),
            (Long, OriginalOutsideText)),
        Damage.Of("original: as far forward as it goes", (image, at) => image.SetOriginalOffset(at[Long], int.MaxValue),
            (Long, OriginalMisaligned), (Long, OriginalOutsideText)),
        Damage.Of("original: in read-only data", (image, at) => image.SetOriginal(at[Long], image.File.Section(".rodata").Address),
            (Long, OriginalOutsideText)),
        Damage.Of("original: in data", (image, at) => image.SetOriginal(at[Short], image.File.Section(".data").Address),
            (Short, OriginalOutsideText)),
        Damage.Of("original: in the table", (image, at) => image.SetOriginal(at[BootCallback], image.TableAddress),
            (BootCallback, OriginalOutsideText)),
        Damage.Of("original: before the text", (image, at) => image.SetOriginal(at[Short], image.File.Text.Address - Word),
            (Short, OriginalOutsideText)),
        Damage.Of("original: after the text", (image, at) => image.SetOriginal(at[Short], image.TextEnd), (Short, OriginalOutsideText)),
        Damage.Of("original: across the text's end", (image, at) => image.SetOriginal(at[Long], image.TextEnd - Word),
            (Long, OriginalOutsideText)),
        Damage.Of("original: another's second word, in front of it",
            (image, at) => image.SetOriginal(at[OtherShort], image.Entry(at[Long]).Original + Word), (Long, OriginalsOverlap)),
        Damage.Of("original: another's second word, after it",
            (image, at) => image.SetOriginal(at[SystemCallback], image.Entry(at[Long]).Original + Word),
                (SystemCallback, OriginalsOverlap)),
        Damage.Of("original: across another's first word",
            (image, at) => image.SetOriginal(at[SystemCallback], image.Entry(at[Long]).Original - Word),
                (SystemCallback, OriginalsOverlap)),
        Damage.Of("original: that of an entry further in front",
            (image, at) => image.SetOriginal(at[Short], image.Entry(at[OtherShort]).Original), (Short, DuplicateOriginal)),
        Damage.Of("original: that of a later entry",
            (image, at) => image.SetOriginal(at[OtherShort], image.Entry(at[Short]).Original), (Short, DuplicateOriginal)),
        Damage.Of("original: that of a site of several", (image, at) => image.SetOriginal(at[Short], image.Entry(at[Beaten]).Original),
            (Short, DuplicateOriginal)),
        Damage.Of("original: another's replacement, after it",
            (image, at) => image.SetOriginal(at[Short], image.Entry(at[Long]).Alternative), (Long, ReplacementOverlapsOriginal)),
        Damage.Of("original: another's replacement, in front of it",
            (image, at) => image.SetOriginal(at[OtherShort], image.Entry(at[Long]).Alternative + Word),
                (Long, ReplacementOverlapsOriginal)),
        Damage.Of("original: its own replacement", (image, at) => image.SetOriginal(at[Short], image.Entry(at[Short]).Alternative),
            (Short, ReplacementOverlapsOriginal)),

        // Distance of the replacement or callback.
        Damage.Of("replacement: at a halfword", (image, at) => image.SetAlternative(at[Long], image.Entry(at[Long]).Alternative + 2),
            (Long, ReplacementMisaligned)),
        Damage.Of("replacement: at an odd address", (image, at) => image.SetAlternative(at[Short], image.Entry(at[Short]).Alternative + 1),
            (Short, ReplacementMisaligned)),
        Damage.Of("replacement: misaligned, of the best entry",
            (image, at) => image.SetAlternative(at[Best], image.Entry(at[Best]).Alternative + 2), (Best, ReplacementMisaligned)),
        Damage.Of("replacement: distance 0", (image, at) => image.SetAlternativeOffset(at[Long], 0), (Long, ReplacementOutsideText)),
        Damage.Of("replacement: as far back as it goes", (image, at) => image.SetAlternativeOffset(at[Long], int.MinValue),
            (Long, ReplacementOutsideText)),
        Damage.Of("replacement: as far forward as it goes", (image, at) => image.SetAlternativeOffset(at[Long], int.MaxValue),
            (Long, ReplacementMisaligned), (Long, ReplacementOutsideText)),
        Damage.Of("replacement: in read-only data", (image, at) => image.SetAlternative(at[Long], image.File.Section(".rodata").Address),
            (Long, ReplacementOutsideText)),
        Damage.Of("replacement: before the text", (image, at) => image.SetAlternative(at[Short], image.File.Text.Address - Word),
            (Short, ReplacementOutsideText)),
        Damage.Of("replacement: after the text", (image, at) => image.SetAlternative(at[Absent], image.TextEnd),
            (Absent, ReplacementOutsideText)),
        Damage.Of("replacement: across the text's end", (image, at) => image.SetAlternative(at[Long], image.TextEnd - Word),
            (Long, ReplacementOutsideText)),
        Damage.Of("replacement: its own original", (image, at) => image.SetAlternative(at[Long], image.Entry(at[Long]).Original),
            (Long, ReplacementOverlapsOriginal)),
        Damage.Of("replacement: another's original, after it",
            (image, at) => image.SetAlternative(at[OtherShort], image.Entry(at[Short]).Original),
                (OtherShort, ReplacementOverlapsOriginal)),
        Damage.Of("replacement: another's last word, in front of it",
            (image, at) => image.SetAlternative(at[Short], image.Entry(at[Long]).Original + Word), (Short, ReplacementOverlapsOriginal)),
        Damage.Of("callback: a function that is none",
            (image, at) => image.SetAlternative(at[BootCallback], image.File.Elf.RequireSymbol("bm_start")),
                (BootCallback, UnknownCallback)),
        Damage.Of("callback: a method of C#",
            (image, at) => image.SetAlternative(at[SystemCallback], image.File.Function("TextCommit.Apply").Start),
                (SystemCallback, UnknownCallback)),
        Damage.Of("callback: its second instruction",
            (image, at) => image.SetAlternative(at[BootCallback], image.Entry(at[BootCallback]).Alternative + Word),
                (BootCallback, UnknownCallback)),
        Damage.Of("callback: at a halfword",
            (image, at) => image.SetAlternative(at[ShortCallback], image.Entry(at[ShortCallback]).Alternative + 2),
                (ShortCallback, UnknownCallback)),
        Damage.Of(
            "callback: distance 0", (image, at) => image.SetAlternativeOffset(at[SystemCallback], 0), (SystemCallback, UnknownCallback)),
        Damage.Of("callback: in read-only data",
            (image, at) => image.SetAlternative(at[BootCallback], image.File.Section(".rodata").Address), (BootCallback, UnknownCallback)),
        Damage.Of("callback: after the text", (image, at) => image.SetAlternative(at[ShortCallback], image.TextEnd),
            (ShortCallback, UnknownCallback)),

        // Lengths.
        Damage.Of("lengths: both 0", (image, at) => image.SetLengths(at[Long], 0, 0), (Long, OriginalEmpty)),
        Damage.Of("lengths: original 0", (image, at) => image.SetLengths(at[Short], 0, 4), (Short, OriginalEmpty), (Short, LengthsDiffer)),
        Damage.Of("lengths: replacement 0", (image, at) => image.SetLengths(at[Long], 8, 0), (Long, LengthsDiffer)),
        Damage.Of("lengths: original longer", (image, at) => image.SetLengths(at[Long], 12, 8), (Long, LengthsDiffer)),
        Damage.Of("lengths: original shorter", (image, at) => image.SetLengths(at[Long], 4, 8), (Long, LengthsDiffer)),
        Damage.Of("lengths: replacement shorter", (image, at) => image.SetLengths(at[Absent], 8, 4), (Absent, LengthsDiffer)),
        Damage.Of("lengths: a byte", (image, at) => image.SetLengths(at[Short], 1, 1), (Short, OriginalLength)),
        Damage.Of("lengths: a word and a half", (image, at) => image.SetLengths(at[Long], 6, 6), (Long, OriginalLength)),
        Damage.Of("lengths: a byte less", (image, at) => image.SetLengths(at[Long], 7, 8), (Long, OriginalLength), (Long, LengthsDiffer)),
        Damage.Of("lengths: the longest original", (image, at) => image.SetLengths(at[Long], 255, 8), (Long, OriginalLength),
            (Long, LengthsDiffer)),
        Damage.Of(
            "lengths: two words for one of a site's entries", (image, at) => image.SetLengths(at[Beaten], 8, 8), (Best, OriginalsOverlap)),
        Damage.Of(
            "lengths: of a callback, original 0", (image, at) => image.SetLengths(at[BootCallback], 0, 0), (BootCallback, OriginalEmpty)),
        Damage.Of("lengths: of a callback, no whole words", (image, at) => image.SetLengths(at[SystemCallback], 6, 0),
            (SystemCallback, OriginalLength)),
        Damage.Of("lengths: of a callback, a replacement", (image, at) => image.SetLengths(at[BootCallback], 16, 16),
            (BootCallback, CallbackWithReplacement)),
        Damage.Of("lengths: of a callback, a byte of replacement", (image, at) => image.SetLengths(at[ShortCallback], 4, 1),
            (ShortCallback, CallbackWithReplacement)),

        // The table as a whole.
        Damage.Of(
            "table: size no multiple of 12", (image, _) => image.SetAddress(Region, TableEnd, image.TableEnd + Word), (Table, TableSize)),
        Damage.Of("table: a byte too short", (image, _) => image.SetAddress(Region, TableEnd, image.TableEnd - 1), (Table, TableSize)),
        Damage.Of("table: misaligned", Misalign, (Table, TableMisaligned)),
        Damage.Of("table: misaligned start", (image, _) => image.SetTableAddress(image.TableAddress + 2), (Table, TableMisaligned),
            (Table, TableSize)),
        Damage.Of("table: one entry too many, of zeros", (image, _) => image.SetAddress(Region, TableEnd, image.TableEnd + 12),
            (BehindLast, OriginalEmpty), (BehindLast, OriginalOutsideText), (BehindLast, ReplacementOutsideText)),
        Damage.Of("table: zeros", (image, _) => image.FillTable(0), (Every, OriginalEmpty), (Every, OriginalOutsideText),
            (Every, ReplacementOutsideText)),
        Damage.Of("table: ones", (image, _) => image.FillTable(0xff), (Every, UnknownCapability), (Every, OriginalLength),
            (Every, OriginalMisaligned), (Every, OriginalOutsideText), (Every, CallbackWithReplacement), (Every, UnknownCallback)),
        Damage.Of("text: end misaligned", (image, _) => image.SetAddress(Region, "__text_end", image.TextEnd - 2), (Table, TextBounds)),
        Damage.Of("text: ends before it starts", (image, _) => image.SetAddress(Region, "__text_end", image.File.Text.Address - Word),
            (Table, TextBounds)),
        Damage.Of("arena: next to nothing", (image, _) => image.SetArenaBytes(8), (Table, ArenaText)),
        Damage.Of("arena: no room for the last entry", (image, _) => image.SetArenaBytes(image.ArenaBytes(image.File.Table.Count - 1, 0)),
            (Table, ArenaEntries)),

        // Instructions of replacements.
        Damage.Of("b: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestB), (Long, BranchOutOfRange)),
        Damage.Of("b: out of range, of one word",
            (image, at) => image.SetReplacementWord(at[Short], FurthestFromSite(image, at[Short], FurthestB, DistanceOfB)),
                (Short, BranchOutOfRange)),
        Damage.Of("bl: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestBl), (Long, BranchOutOfRange)),
        Damage.Of("b.eq: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestBeq), (Long, BranchOutOfRange)),
        Damage.Of("cbz: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestCbz), (Long, BranchOutOfRange)),
        new("cbnz: out of range, second word", (image, at) => image.SetReplacementWord(at[Long], FurthestCbnz, 1),
            (Long, BranchOutOfRange, 1)),
        Damage.Of("tbz: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestTbz), (Long, BranchOutOfRange)),
        Damage.Of("tbnz: out of range",
            (image, at) => image.SetReplacementWord(at[Short], FurthestFromSite(image, at[Short], FurthestTbnz, DistanceOfTbnz)),
                (Short, BranchOutOfRange)),
        Damage.Of("cbgt: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestCbgt), (Long, BranchOutOfRange)),
        Damage.Of("cbgt of an immediate: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestCbgtImmediate),
            (Long, BranchOutOfRange)),
        Damage.Of("adr: out of range", (image, at) => image.SetReplacementWord(at[Long], FurthestAdr), (Long, AdrOutOfRange)),
        Damage.Of("adrp: out of range", MoveToAnotherPage, (Long, AdrpOutOfRange)),
        Damage.Of("ldr (literal)", (image, at) => image.SetReplacementWord(at[Long], LdrLiteral), (Long, RefusedLdrLiteral)),
        new("ldr (literal) of 32 bits, second word", (image, at) => image.SetReplacementWord(at[Long], 0x1800_0000, 1),
            (Long, RefusedLdrLiteral, 1)),
        Damage.Of("ldr (literal) in the boot pass", (image, at) => InBootPass(image, at, LdrLiteral), (Short, RefusedLdrLiteral)),
        Damage.Of(
            "ldr (literal) of the best entry", (image, at) => image.SetReplacementWord(at[Best], LdrLiteral), (Best, RefusedLdrLiteral)),
        Damage.Of("ldr (literal) of s", (image, at) => image.SetReplacementWord(at[Long], 0x1c00_0000), (Long, RefusedLdrLiteralSimd)),
        Damage.Of("ldr (literal) of d", (image, at) => image.SetReplacementWord(at[Short], 0x5c00_0000), (Short, RefusedLdrLiteralSimd)),
        Damage.Of("ldr (literal) of q", (image, at) => image.SetReplacementWord(at[Long], 0x9c00_0000), (Long, RefusedLdrLiteralSimd)),
        Damage.Of("ldrsw (literal)", (image, at) => image.SetReplacementWord(at[Long], LdrswLiteral), (Long, RefusedLdrswLiteral)),
        Damage.Of("prfm (literal)", (image, at) => image.SetReplacementWord(at[Long], 0xd800_0000), (Long, RefusedPrfmLiteral)),
        Damage.Of("retaasppc with a label", (image, at) => image.SetReplacementWord(at[Long], 0x5500_003f), (Long, RefusedReturnLabel)),
        Damage.Of("retabsppc with a label", (image, at) => image.SetReplacementWord(at[Short], 0x5520_003f), (Short, RefusedReturnLabel)),
        Damage.Of(
            "autiasppc with a label", (image, at) => image.SetReplacementWord(at[Long], 0xf380_003f), (Long, RefusedAuthenticateLabel)),
        Damage.Of(
            "autibsppc with a label", (image, at) => image.SetReplacementWord(at[Long], 0xf3a0_003f), (Long, RefusedAuthenticateLabel)),
        Damage.Of("b: into the middle of a site",
            (image, at) => image.SetReplacementTarget(at[Long], image.Entry(at[BootCallback]).Original + Word), (Long, BranchIntoOriginal)),
        Damage.Of("bl: into the last word of a site",
            (image, at) => image.SetReplacementTarget(at[Short], image.Entry(at[BootCallback]).Original + (3 * Word), Bl),
                (Short, BranchIntoOriginal)),
        Damage.Of("cbz: into the middle of a site",
            (image, at) => image.SetReplacementTarget(at[Long], image.Entry(at[Absent]).Original + Word, Cbz), (Long, BranchIntoOriginal)),
        Damage.Of("b: into the middle of its own site",
            (image, at) => image.SetReplacementTarget(at[Long], image.Entry(at[Long]).Original + Word), (Long, BranchIntoOriginal)),
        Damage.Of("b: into another's replacement", (image, at) => image.SetReplacementTarget(at[Long], image.Entry(at[Short]).Alternative),
            (Long, BranchIntoReplacement)),
        new("b: into the last word of another's replacement, from the second",
            (image, at) => image.SetReplacementTarget(at[Long], image.Entry(at[Absent]).Alternative + Word, number: 1),
                (Long, BranchIntoReplacement, 1)),

        Damage.Of("bti c at the site, and no landing pad in the replacement",
            (image, at) => ImageFile.SetWord(image.Bytes, image.Original(at[Long]), BtiC), (Long, LandingPadLost)),

        // Callbacks that don't fit their sites.
        Damage.Of("callback: a site too short, in the boot pass", (image, at) => image.SetLengths(at[BootCallback], 12, 0),
            (BootCallback, CallbackSiteLength)),
        Damage.Of("callback: a site too short, in the system pass",
            (image, at) => image.SetAlternative(at[ShortCallback], Callback(image, "bm_cb_kimage_voffset")),
                (ShortCallback, CallbackSiteLength)),
        Damage.Of("callback: a site too long", (image, at) => image.SetAlternative(at[SystemCallback], Callback(image, "bm_cb_bhb_loop")),
            (SystemCallback, CallbackSiteLength)),
        Damage.Of("callback: a site of another instruction",
            (image, at) => image.SetAlternative(at[ShortCallback], Callback(image, "bm_cb_bhb_loop")),
                (ShortCallback, CallbackSiteInstruction)),

        // Several at once.
        Damage.Of("several: every field of an entry", Scramble, (Long, UnknownCapability), (Long, OriginalLength),
            (Long, OriginalMisaligned), (Long, LengthsDiffer), (Long, ReplacementMisaligned)),
        Damage.Of("several: three entries", DamageThree, (Long, UnknownCapability), (Short, OriginalMisaligned),
            (BootCallback, CallbackWithReplacement)),
        Damage.Of("several: two replacements",
            (image, at) => { image.SetReplacementWord(at[Long], LdrswLiteral); image.SetReplacementWord(at[Short], LdrLiteral); },
                (Long, RefusedLdrswLiteral), (Short, RefusedLdrLiteral)),
        new("several: both words of a replacement",
            (image, at) => { image.SetReplacementWord(at[Long], LdrswLiteral); image.SetReplacementWord(at[Long], FurthestTbz, 1); },
                (Long, RefusedLdrswLiteral, 0), (Long, BranchOutOfRange, 1)),
        Damage.Of("several: a header and a replacement: no pass is planned",
            (image, at) => { image.SetCapability(at[Absent], Unknown); image.SetReplacementWord(at[Long], LdrLiteral); },
                (Absent, UnknownCapability)),
        Damage.Of("several: both passes: the second isn't planned",
            (image, at) => { InBootPass(image, at, LdrLiteral); image.SetReplacementWord(at[Long], LdrLiteral); },
                (Short, RefusedLdrLiteral)),
        Damage.Of("several: a callback and a replacement of one pass",
            (image, at) => { image.SetAlternative(at[ShortCallback],
                Callback(image, "bm_cb_bhb_loop")); image.SetReplacementWord(at[Long], LdrLiteral); },
                    (ShortCallback, CallbackSiteInstruction), (Long, RefusedLdrLiteral)),
    ];

    // The furthest backward is the same with all bits of the distance the other way round.
    private static uint FurthestFromSite(DamagedImage image, int entry, uint forward, uint distance) =>
        image.Alternative(entry) > image.Original(entry) ? forward : forward ^ distance;

    private static ulong Callback(DamagedImage image, string name) => image.File.Elf.RequireSymbol(name);

    private static void ToCallback(DamagedImage image, DamageTargets at)
    {
        image.SetCapability(at[Short], (ushort)(0x8000 | image.Entry(at[Short]).CpuCap));
        image.SetLengths(at[Short], Word, 0);
    }

    private static void Misalign(DamagedImage image, DamageTargets at)
    {
        image.SetTableAddress(image.TableAddress + 2);
        image.SetAddress(Region, TableEnd, image.TableEnd + 2);
    }

    private static void InBootPass(DamagedImage image, DamageTargets at, uint instruction)
    {
        image.SetCapability(at[Short], (ushort)CpuCap.AlwaysBoot);
        image.SetReplacementWord(at[Short], instruction);
    }

    // Main isn't run where patching is refused, so its first words can be a replacement; whether it lies after the site or before it.
    private static void MoveToAnotherPage(DamagedImage image, DamageTargets at)
    {
        image.SetAlternative(at[Long], image.File.Function("Program.Main").Start);
        image.SetReplacementWord(at[Long], FurthestFromSite(image, at[Long], FurthestAdrp, DistanceOfAdrp));
    }

    private static void Scramble(DamagedImage image, DamageTargets at)
    {
        image.SetCapability(at[Long], Unknown);
        image.SetOriginal(at[Long], image.Entry(at[Long]).Original + 2);
        image.SetAlternative(at[Long], image.Entry(at[Long]).Alternative + 2);
        image.SetLengths(at[Long], 6, 4);
    }

    private static void DamageThree(DamagedImage image, DamageTargets at)
    {
        image.SetCapability(at[Long], Unknown);
        image.SetOriginal(at[Short], image.Entry(at[Short]).Original + 2);
        image.SetLengths(at[BootCallback], 16, 8);
    }
}
