using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>An instruction of a replacement of four words, moved; and comparisons that name the case.</summary>
internal static class RelocationCase
{
    public const ulong From = 0xffff_8000_8010_0000;
    public const ulong Start = From - 8;
    public const ulong End = From + 8;

    public static AltErrorCode Move(uint instruction, ulong from, ulong to, out uint moved) =>
        Move(instruction, from, to, out moved, out _);

    public static AltErrorCode Move(uint instruction, ulong from, ulong to, out uint moved, out ulong target)
    {
        AltErrorCode error = Relocation.Move(
            instruction, new(from), new(to), new(from == From ? Start : from), new(from == From ? End : from), out moved,
            out CodeAddress address);
        target = address.Value;
        return error;
    }

    /// <summary>Assert.Equal costs too much for millions of cases.</summary>
    public static void Expect<T>(T expected, T actual, string name, long value)
        where T : struct
    {
        if (!expected.Equals(actual))
        {
            Assert.Fail($"{name} {value}: expected {expected:x}, got {actual:x}");
        }
    }
}
