using System;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// The text of the table that is fuzzed. Every access must be inside it and aligned. It follows what is written through the
/// maintenance that Arm asks for (DDI 0487, B2.7.4.2): when the context is synchronised, each word that was stored must be cleaned
/// and invalidated.
/// </summary>
internal readonly struct FuzzText : ICodeMemory
{
    /// <summary>From an execute address to where it can be written.</summary>
    public const ulong AliasDistance = 0x0000_7fff_4000_0000;

    private static readonly uint[] s_words = new uint[TableInput.MaximumTextWords];
    private static readonly bool[] s_isDirty = new bool[TableInput.MaximumTextWords];
    private static readonly byte[] s_stores = new byte[TableInput.MaximumTextWords];
    private static TableInput s_input = null!;
    private static bool s_isUnsettled;
    private static bool s_isWaited;
    private static bool s_isInvalidated;

    /// <summary>The words, as they are now.</summary>
    public static Span<uint> Words => s_words.AsSpan(0, s_input.TextWords);

    /// <summary>Stores so far.</summary>
    public static int StoreCount { get; private set; }

    /// <summary>Whether something was stored and isn't maintained.</summary>
    public static bool IsUnsettled => s_isUnsettled;

    /// <summary>The store that is lost or faults, by its number from 0; -1 for none.</summary>
    public static int FaultAt { get; set; }

    /// <summary>Makes the text of an input the one.</summary>
    public static void Use(TableInput input)
    {
        s_input = input;
        input.CopyText(Words);
        s_isDirty.AsSpan().Clear();
        s_isUnsettled = false;
        FaultAt = -1;
        Forget();
    }

    /// <summary>Forgets the stores.</summary>
    public static void Forget()
    {
        s_stores.AsSpan(0, s_input.TextWords).Clear();
        StoreCount = 0;
    }

    /// <summary>How often a word was stored.</summary>
    public static int StoresOf(int word) => s_stores[word];

    public static uint Read(CodeAddress address) => s_words[Index(address.Value, "read")];

    public static AliasAddress Alias(CodeAddress address) => new(address.Value + AliasDistance);

    public static void Write(AliasAddress address, uint instruction)
    {
        int index = Index(address.Value - AliasDistance, "store");
        s_isUnsettled = true;
        s_isDirty[index] = true;
        s_isInvalidated = false;
        s_isWaited = false;
        bool isFaulty = StoreCount++ == FaultAt;
        if (isFaulty && s_input.Fault == TableFault.Abort)
        {
            s_isDirty[index] = false;
            throw new AbortException();
        }

        s_stores[index]++;
        s_words[index] = isFaulty ? s_words[index] : instruction;
    }

    public static void CleanLine(CodeAddress line)
    {
        ulong bytes = s_input.LineBytes;
        Property.Holds(line.Value % bytes == 0, "a line is cleaned by its start");
        ulong first = Math.Max(line.Value, s_input.TextStart) - s_input.TextStart;
        ulong end = Math.Min(line.Value + bytes - s_input.TextStart, (ulong)s_input.TextWords * 4);
        Property.Holds(first < end, "a line that is cleaned has text");
        s_isDirty.AsSpan((int)first / 4, (int)(end - first) / 4).Clear();
        s_isInvalidated = false;
        s_isWaited = false;
    }

    public static void InvalidateInstructionCache()
    {
        Property.Holds(s_isWaited, "a DSB stands between cleaning and IC");
        s_isInvalidated = true;
        s_isWaited = false;
    }

    public static void DataBarrier() => s_isWaited = true;

    public static void ContextSynchronize()
    {
        Property.Holds(s_isWaited, "a DSB stands before ISB");
        Property.Holds(s_isInvalidated || s_input.HasDic, "IC stands before ISB");
        Property.Holds(s_input.HasIdc || !s_isDirty.AsSpan(0, s_input.TextWords).Contains(true), "each line that was written is cleaned");
        s_isDirty.AsSpan(0, s_input.TextWords).Clear();
        s_isUnsettled = false;
    }

    private static int Index(ulong address, string access)
    {
        ulong offset = address - s_input.TextStart;
        if (offset >= (ulong)s_input.TextWords * 4 || offset % 4 != 0)
        {
            throw new ViolationException($"broken: {access} outside of the text or misaligned: 0x{address:x}");
        }

        return (int)(offset / 4);
    }
}
