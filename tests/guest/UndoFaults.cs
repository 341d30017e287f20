using System;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Patching;

namespace BareMetal.Guest;

/// <summary>Makes an undo of boot's patching fail.</summary>
// SAFETY: the alias is open again, and At is a word of text that the test chose.
internal static unsafe class UndoFaults
{
    /// <summary>Where <paramref name="name"/> is one of these, the boot ends.</summary>
    public static void Run(ReadOnlySpan<byte> name)
    {
        bool isChanged = name.SequenceEqual("undo-changed-word"u8);
        if (isChanged)
        {
            Repatching.OpenAlias();
            *(uint*)LinearMap.ToAlias(PageTables.ToPhysical(FaultCallbacks.At)) = FaultCallbacks.Brk;
        }

        if (isChanged || name.SequenceEqual("undo-closed-alias"u8))
        {
            BootEnd.Finish(ApplyAlternatives.Undo(ref ImageAlternatives.Plan) ? Verdict.Pass : Verdict.Alternatives);
        }
    }
}
