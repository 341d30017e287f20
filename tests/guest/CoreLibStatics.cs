using System;

namespace BareMetal.Guest;

/// <summary>Static fields and tables, all made at build time.</summary>
internal static class CoreLibStatics
{
    private static readonly int[] s_squares = [0, 1, 4, 9, 16, 25];
    private static readonly Pair s_computed = Triangle(3);
    private static readonly object s_boxed = new Pair(4, 5);
    private static readonly object s_text = "text";
    private static readonly Node s_node = new(7);
    private static readonly Node s_other = new(7);
    private static readonly int s_afterNode = Counter.Start + 1;

    private static int s_counter = 7;
    private static int s_zero;

    private static ReadOnlySpan<byte> Bytes => [1, 2, 255];

    private static ReadOnlySpan<sbyte> SignedBytes => [-1, 2, -128];

    private static ReadOnlySpan<ushort> Halfwords => [1, 2, 65535, 4];

    private static ReadOnlySpan<short> SignedHalfwords => [-1, 2, -32768];

    private static ReadOnlySpan<uint> Words => [1, 0xffff0000, 3];

    private static ReadOnlySpan<int> SignedWords => [-1, int.MinValue, 3];

    private static ReadOnlySpan<ulong> Doublewords => [1, 0xffff_0000_ffff_0000, 3];

    private static ReadOnlySpan<long> SignedDoublewords => [-1, long.MinValue, 3];

    private static ReadOnlySpan<char> Characters => ['a', '€'];

    private static ReadOnlySpan<bool> Flags => [true, false, true];

    private static ReadOnlySpan<double> Fractions => [0.5, -1.25];

    public static void Run()
    {
        Check.Group("statics"u8);
        Tables();
        Arrays();
        Fields();
        Objects();
    }

    private static void Tables()
    {
        int last = Check.Opaque(2);

        Check.That("tables of bytes"u8, Bytes.Length == 3 && Bytes[last] == 255 && SignedBytes[last] == -128);
        Check.That("tables of halfwords"u8, Halfwords.Length == 4 && Halfwords[last] == 65535 && SignedHalfwords[last] == -32768);
        Check.That("tables of words"u8, Words[last - 1] == 0xffff0000 && SignedWords[last - 1] == int.MinValue);
        Check.That(
            "tables of doublewords"u8, Doublewords[last - 1] == 0xffff_0000_ffff_0000 && SignedDoublewords[last - 1] == long.MinValue);
        Check.That(
            "tables of other primitives"u8, Characters[last - 1] == '€' && Flags[last] && !Flags[last - 1] && Fractions[last - 1] == -1.25);
    }

    private static void Arrays()
    {
        int sum = 0;
        foreach (int square in s_squares)
        {
            sum += square;
        }

        Check.That("array"u8, s_squares.Length == 6 && s_squares[Check.Opaque(5)] == 25 && s_squares[^2] == 16);
        Check.That("foreach over an array"u8, sum == 55);

        s_squares[Check.Opaque(0)] = 100;
        Check.That("arrays can be written"u8, s_squares[0] == 100);
        s_squares[0] = 0;
    }

    private static void Fields()
    {
        Check.That("computed at build time"u8, s_computed.X == 3 && s_computed.Y == 3 && s_afterNode == 41);
        Check.That("initial values"u8, s_counter == 7 && s_zero == 0);

        s_counter += Check.Opaque(2);
        s_zero--;
        Check.That("new values"u8, s_counter == 9 && s_zero == -1);

        s_counter = 7;
        s_zero = 0;
    }

    private static void Objects()
    {
        Node node = Check.Opaque(s_node);

        Check.That("fields of objects"u8, s_node.Value == 7 && ++s_node.Uses == 1 && s_other.Uses == 0);
        Check.That(
            "identity"u8, ReferenceEquals(node, s_node) && !ReferenceEquals(node, s_other) && node.Equals(s_node) && !node.Equals(s_other));
        Check.That("hash"u8, node.GetHashCode() == s_node.GetHashCode());
        Check.That("boxed struct"u8, s_boxed is Pair { X: 4, Y: 5 } && s_text is not Pair && s_text is string);
        s_node.Uses = 0;
    }

    private static Pair Triangle(int count)
    {
        int sum = 0;
        for (int number = 0; number < count; number++)
        {
            sum += number;
        }

        return new Pair(sum, count);
    }

    private static class Counter
    {
        public static readonly int Start = 40;
    }

    private readonly struct Pair(int x, int y)
    {
        public int X => x;

        public int Y => y;
    }

    private sealed class Node(int value)
    {
        public int Uses;

        public int Value => value;
    }
}
