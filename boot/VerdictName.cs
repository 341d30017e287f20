using System;

namespace BareMetal.Boot;

/// <summary>The names that the last line of a boot gives to the codes of <see cref="Verdict"/>.</summary>
internal static class VerdictName
{
    public static ReadOnlySpan<byte> Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass"u8,
        Verdict.Exception => "exception"u8,
        Verdict.NestedException => "nested-exception"u8,
        Verdict.StackOverflow => "stack-overflow"u8,
        Verdict.IndexOutOfRange => "index-out-of-range"u8,
        Verdict.Overflow => "overflow"u8,
        Verdict.DivideByZero => "divide-by-zero"u8,
        Verdict.NullReference => "null-reference"u8,
        Verdict.InvalidProgram => "invalid-program"u8,
        Verdict.FailFast => "fail-fast"u8,
        Verdict.BadArgument => "bad-argument"u8,
        Verdict.StackSmashed => "stack-smashed"u8,
        Verdict.DeviceTree => "device-tree"u8,
        Verdict.MemoryMap => "memory-map"u8,
        Verdict.Alternatives => "alternatives"u8,
        Verdict.SiteCheck => "site-check"u8,
        _ => "program"u8,
    };
}
