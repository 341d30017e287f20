using System;
using BareMetal.Patcher;

namespace BareMetal.Boot.Ending;

/// <summary>The names that the last line of a boot gives to the codes of <see cref="Verdict"/>.</summary>
internal static class VerdictName
{
    /// <summary>Their order is that of <see cref="Names"/>, the last of which has all other codes.</summary>
    private static ReadOnlySpan<byte> Codes =>
    [
        (byte)Verdict.Pass,
        (byte)Verdict.Exception,
        (byte)Verdict.NestedException,
        (byte)Verdict.StackOverflow,
        (byte)Verdict.IndexOutOfRange,
        (byte)Verdict.Overflow,
        (byte)Verdict.DivideByZero,
        (byte)Verdict.NullReference,
        (byte)Verdict.InvalidProgram,
        (byte)Verdict.FailFast,
        (byte)Verdict.BadArgument,
        (byte)Verdict.StackSmashed,
        (byte)Verdict.MemoryMap,
        (byte)Verdict.Protection,
        (byte)Verdict.Alternatives,
        (byte)Verdict.SiteCheck,
    ];

    private static ReadOnlySpan<byte> Names => """
        pass
        exception
        nested-exception
        stack-overflow
        index-out-of-range
        overflow
        divide-by-zero
        null-reference
        invalid-program
        fail-fast
        bad-argument
        stack-smashed
        memory-map
        protection
        alternatives
        site-check
        program

        """u8;

    public static ReadOnlySpan<byte> Of(Verdict verdict) => TextLines.LineOf(Names, Codes, (uint)verdict);
}
