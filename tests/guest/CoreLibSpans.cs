using System;

namespace BareMetal.Guest;

/// <summary>Spans: bounds, copies, searches and comparisons.</summary>
// SAFETY: spans are made of stack memory with its own length, which outlives them.
internal static unsafe class CoreLibSpans
{
    private static readonly int[] s_squares = [0, 1, 4, 9, 16, 25, 36, 49];

    private static ReadOnlySpan<byte> Hello => "hello"u8;

    public static void Run()
    {
        Check.Group("spans"u8);
        Slices();
        Copies();
        Fills();
        Searches();
        Comparisons();
        Enumeration();
        Sources();
    }

    private static void Slices()
    {
        Span<int> squares = [0, 1, 4, 9, 16, 25, 36, 49];
        int length = Check.Opaque(8);

        Check.That("index"u8, squares[length - 1] == 49 && squares[^1] == 49 && squares[^length] == 0);
        Check.That("range"u8, squares[2..5].Length == 3 && squares[2..5][0] == 4 && squares[..^7][0] == 0);
        Check.That("slice from"u8, squares.Slice(6).Length == 2 && squares.Slice(6)[1] == 49);
        Check.That("slice of a slice"u8, squares[1..7][2..4][1] == 16);
        Check.That("slice at the end"u8, squares[length..].IsEmpty && squares.Slice(length, 0).Length == 0);
        Check.That("a slice is the same memory"u8, Write(squares[3..], 1, 7) && squares[4] == 7);
        Check.That(
            "no elements"u8, ((ReadOnlySpan<byte>)default).IsEmpty && ReadOnlySpan<int>.Empty.Length == 0 && Span<int>.Empty.IsEmpty);
    }

    private static void Copies()
    {
        Span<int> numbers = [1, 2, 3, 4, 5, 6, 7, 8];

        numbers[1..].CopyTo(numbers);
        Check.That("copy to lower addresses"u8, numbers.SequenceEqual([2, 3, 4, 5, 6, 7, 8, 8]));
        numbers[..6].CopyTo(numbers[2..]);
        Check.That("copy to higher addresses"u8, numbers.SequenceEqual([2, 3, 2, 3, 4, 5, 6, 7]));
        Check.That("copy that doesn't fit"u8, !numbers.TryCopyTo(numbers[..7]) && numbers[1] == 3);
        Check.That("copy that fits"u8, numbers[..2].TryCopyTo(numbers[6..]) && numbers[7] == 3);

        numbers[..0].CopyTo(numbers[5..]);
        Check.That("copy of nothing"u8, numbers[5] == 5);
    }

    private static void Fills()
    {
        Span<int> words = stackalloc int[8];
        words.Fill(-3);
        words[2..6].Clear();
        Check.That("fill and clear words"u8, words.SequenceEqual([-3, -3, 0, 0, 0, 0, -3, -3]));

        Span<byte> bytes = stackalloc byte[9];
        bytes.Clear();
        bytes[1..8].Fill(0xa5);
        Check.That("fill bytes"u8, bytes.SequenceEqual<byte>([0, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0]));
        bytes[2..8].Clear();
        Check.That("clear bytes"u8, bytes.SequenceEqual<byte>([0, 0xa5, 0, 0, 0, 0, 0, 0, 0]));
    }

    private static void Searches()
    {
        Check.That("first"u8, Hello.IndexOf((byte)'l') == 2 && Hello.IndexOf((byte)'z') == -1);
        Check.That("last"u8, Hello.LastIndexOf((byte)'l') == 3 && Hello.LastIndexOf((byte)'h') == 0 && Hello.LastIndexOf((byte)'z') == -1);
        Check.That("first of two"u8, Hello.IndexOfAny((byte)'o', (byte)'e') == 1 && Hello.IndexOfAny((byte)'x', (byte)'y') == -1);
        Check.That("sequence"u8, Hello.IndexOf("llo"u8) == 2 && Hello.IndexOf("lo!"u8) == -1 && Hello.IndexOf("hello!"u8) == -1);
        Check.That("empty sequence"u8, Hello.IndexOf(""u8) == 0 && ""u8.IndexOf(""u8) == 0);
        Check.That("contains"u8, Hello.Contains((byte)'h') && !Hello.Contains((byte)'H'));
    }

    private static void Comparisons()
    {
        Check.That("equal"u8, Hello.SequenceEqual("hello"u8) && !Hello.SequenceEqual("hellp"u8) && !Hello.SequenceEqual("hell"u8));
        Check.That("starts with"u8, Hello.StartsWith("he"u8) && Hello.StartsWith(""u8) && !Hello.StartsWith("hello!"u8));
        Check.That("ends with"u8, Hello.EndsWith("llo"u8) && !Hello.EndsWith("ell"u8) && !Hello.EndsWith("xhello"u8));
        Check.That(
            "starts and ends with an element"u8, Hello.StartsWith((byte)'h') && Hello.EndsWith((byte)'o') && !""u8.EndsWith((byte)'o'));
        Check.That("order"u8,
            Hello.SequenceCompareTo("help"u8) < 0 && "b"u8.SequenceCompareTo("abc"u8) > 0 && Hello.SequenceCompareTo("hello"u8) == 0);
        Check.That("a prefix comes first"u8, "ab"u8.SequenceCompareTo("abc"u8) < 0 && "abc"u8.SequenceCompareTo("ab"u8) > 0);

        ReadOnlySpan<Point> points = [new(1, 2), new(3, Check.Opaque(4))];
        Check.That("equal structs"u8, points.SequenceEqual([new(1, 2), new(3, 4)]) && points.IndexOf(new Point(3, 4)) == 1);
    }

    private static void Enumeration()
    {
        int sum = 0;
        foreach (byte character in Hello)
        {
            sum += character;
        }

        Check.That("foreach"u8, sum == 532);

        Span<int> numbers = [1, 2, 3];
        foreach (ref int number in numbers)
        {
            number *= 10;
        }

        Check.That("foreach by reference"u8, numbers.SequenceEqual([10, 20, 30]));
    }

    private static void Sources()
    {
        int* memory = stackalloc int[4];
        memory[3] = Check.Opaque(9);
        int single = Check.Opaque(5);
        int[] none = Check.Opaque<int[]>(null);

        Check.That("pointer"u8, new Span<int>(memory, 4)[3] == 9 && new ReadOnlySpan<int>(memory, 4)[3] == 9);
        Check.That("one variable"u8, new Span<int>(ref single)[0] == 5 && new ReadOnlySpan<int>(in single).Length == 1);
        Check.That("array"u8, s_squares.AsSpan().Length == 8 && s_squares.AsSpan(2)[0] == 4 && s_squares.AsSpan(2, 3).Length == 3);
        Check.That("part of an array"u8, new Span<int>(s_squares, 5, 2)[1] == 36 && new ReadOnlySpan<int>(s_squares, 5, 2).Length == 2);
        Check.That("converted array"u8, ((ReadOnlySpan<int>)s_squares)[^1] == 49);
        Check.That("null array"u8, none.AsSpan().IsEmpty && ((ReadOnlySpan<int>)none).IsEmpty);
    }

    private static bool Write(Span<int> span, int index, int value)
    {
        span[index] = value;
        return true;
    }

    private readonly struct Point(int x, int y) : IEquatable<Point>
    {
        private readonly int _x = x;
        private readonly int _y = y;

        public bool Equals(Point other) => _x == other._x && _y == other._y;

        public override bool Equals(object obj) => obj is Point other && Equals(other);

        public override int GetHashCode() => _x ^ _y;
    }
}
