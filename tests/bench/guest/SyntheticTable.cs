using System;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>
/// Any number of entries of one kind, made in memory. Sites are <see cref="SiteBytes"/> apart, and the replacements follow them,
/// as the linker places them. All of it is mapped at addresses of its own: text read only, then the table; the plan's memory comes last.
/// </summary>
// SAFETY: Open has mapped three parts of 16 MiB: 100,000 sites and replacements take 4.8 MB, their entries 1.2 MB. All is written through
// the alias, before anything reads it.
internal static unsafe class SyntheticTable
{
    /// <summary>Bytes of RAM that are needed.</summary>
    public const ulong Bytes = 3 * PartBytes;

    private const ulong Start = 0xffff_8000_4000_0000;
    private const ulong PartBytes = 16 << 20;
    private const ulong SiteBytes = 32;
    private const ulong ReplacementBytes = 16;
    private const int LongWords = 4;
    private const uint Branch = 0b0_00101_00000000000000000000000000;
    private const CpuCap Present = CpuCap.AlwaysSystem;
    private const CpuCap Absent = CpuCap.HasLse128;

    private static ulong s_alias;

    /// <summary>The text and the table where they run and are read.</summary>
    public static AltRegion Region { get; private set; }

    /// <summary>The plan's memory.</summary>
    public static byte* Arena => (byte*)(s_alias + 2 * PartBytes);

    /// <summary>What to add to an address of the text to store there.</summary>
    public static ulong AliasOffset => s_alias - Start;

    private static ulong Table => Start + PartBytes;

    /// <summary>Maps memory at a PA, a multiple of 2 MiB; false where the addresses are taken.</summary>
    public static bool Open(ulong physical)
    {
        s_alias = LinearMap.ToAlias(physical);
        bool isMapped =
            PageTables.Map(Start, physical, PartBytes, MapAttributes.Text, PageTables.BlockSize) == MapError.None
            && PageTables.Map(Table, physical + PartBytes, PartBytes, MapAttributes.ReadOnlyData, PageTables.BlockSize) == MapError.None;
        Translation.InvalidateAll();
        return isMapped;
    }

    /// <summary>Makes a table of <paramref name="count"/> entries, at most 100,000.</summary>
    /// <param name="kind">What they ask for.</param>
    /// <param name="count">How many.</param>
    /// <param name="isShuffled">Whether their order in the table has nothing to do with their addresses; always the same order.</param>
    /// <param name="callback">VA that callback patches lead to.</param>
    public static void Make(EntryKind kind, int count, bool isShuffled, ulong callback)
    {
        ulong replacements = Start + ((ulong)count * SiteBytes);
        ulong end = replacements + ((ulong)count * ReplacementBytes);
        uint* order = (uint*)Arena;
        Arrange(order, count, isShuffled);
        for (int i = 0; i < count; i++)
        {
            uint site = order[i];
            EntryKind own = kind == EntryKind.Mixed ? (EntryKind)(site % (uint)EntryKind.Mixed) : kind;
            ulong original = Start + (site * SiteBytes);
            ulong replacement = replacements + (site * ReplacementBytes);
            WriteText(own, original, replacement);
            WriteEntry(own, i, original, own == EntryKind.Callback ? callback : replacement);
        }

        Region = new AltRegion((AltInstr*)Table, Table, (nuint)count * AltInstr.Bytes, new CodeAddress(Start), new CodeAddress(end));
    }

    private static void Arrange(uint* order, int count, bool isShuffled)
    {
        for (uint i = 0; i < count; i++)
        {
            order[i] = i;
        }

        uint random = 1;
        for (int i = count - 1; i > 0 && isShuffled; i--)
        {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            uint other = random % (uint)(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }

    private static void WriteText(EntryKind kind, ulong original, ulong replacement)
    {
        for (int word = 0; word < LongWords; word++)
        {
            Store(original + (ulong)(word * A64.WordBytes), Movz(0, word));
            Store(replacement + (ulong)(word * A64.WordBytes), Movz(1, word));
        }

        if (kind == EntryKind.Branch && A64.BranchImmediate26.TryEncode(Branch, (long)(Start - replacement), out uint branch))
        {
            Store(replacement, branch);
        }
    }

    private static uint Movz(uint rd, int value) => A64.TryMovz(rd, (ulong)value, out uint movz) ? movz : A64.Undefined;

    private static void Store(ulong address, uint word) => *(uint*)(address + AliasOffset) = word;

    private static void WriteEntry(EntryKind kind, int index, ulong original, ulong alternative)
    {
        ulong address = Table + ((ulong)index * AltInstr.Bytes);
        int bytes = kind == EntryKind.LongReplacement ? LongWords * A64.WordBytes : A64.WordBytes;
        bool isCallback = kind == EntryKind.Callback;
        *(AltInstr*)(address + AliasOffset) = new AltInstr
        {
            OrigOffset = (int)(original - address),
            AltOffset = (int)(alternative - (address + sizeof(int))),
            Cap = (ushort)((kind == EntryKind.Skip ? Absent : Present) | (isCallback ? (CpuCap)AltInstr.CallbackBit : 0)),
            OrigLen = (byte)bytes,
            AltLen = (byte)(isCallback ? 0 : bytes),
        };
    }
}
