using System;

namespace BareMetal.Guest;

/// <summary>Language features that lean on the library: tuples, nullable values, ranges, patterns, using, finally.</summary>
internal static class CoreLibLanguage
{
    private static int s_disposed;

    [Flags]
    private enum Access
    {
        Read = 1,
        Write = 2,
        Execute = 4,
    }

    public static void Run()
    {
        Check.Group("language"u8);
        Tuples();
        NullableValues();
        Ranges();
        Patterns();
        Endings();
        Functions();
        Enums();
    }

    private static void Tuples()
    {
        (int quotient, int remainder) = Divide(Check.Opaque(17), 5);
        (int X, long Y, byte Z) three = (Check.Opaque(1), 2, 3);
        (quotient, remainder) = (remainder, quotient);

        Check.That("tuples"u8, quotient == 2 && remainder == 3 && Divide(7, 2) == (3, 1));
        Check.That("named elements"u8, three.X == 1 && three.Y == 2 && three.Z == 3);
        Check.That("four elements"u8, Check.Opaque((1, 2u, 3L, 4UL)).Item4 == 4);
    }

    private static void NullableValues()
    {
        int? three = Check.Opaque<int?>(3);
        int? none = Check.Opaque<int?>(null);

        Check.That("value or none"u8, three.HasValue && !none.HasValue && three.Value == 3 && (int)three == 3);
        Check.That("comparison with none"u8, three == 3 && none == null && none is null && three is 3 && three != none);
        Check.That("arithmetic with none"u8, three + 1 == 4 && (three + none) == null && !(none < 5));
        Check.That("in place of none"u8,
            (none ?? 8) == 8 && none.GetValueOrDefault() == 0 && none.GetValueOrDefault(4) == 4 && three.GetValueOrDefault(4) == 3);
    }

    private static void Ranges()
    {
        Range inner = Check.Opaque(1)..^1;
        Span<int> numbers = [1, 2, 3, 4, 5];

        Check.That("range"u8, inner.GetOffsetAndLength(5) == (1, 3) && numbers[inner].Length == 3 && numbers[inner][0] == 2);
        Check.That("index"u8, new Index(2, fromEnd: true).GetOffset(7) == 5 && ((Index)4).GetOffset(7) == 4 && Index.End.GetOffset(7) == 7);
        Check.That("properties of an index"u8,
            (^2).Value == 2 && (^2).IsFromEnd && !Index.Start.IsFromEnd && Index.FromEnd(2).Equals(^2) && !Index.FromStart(2).Equals(^2));
        Check.That("whole ranges"u8, Range.All.Equals(..) && Range.StartAt(2).Equals(2..) && Range.EndAt(2).Equals(..2));
    }

    private static void Patterns()
    {
        ReadOnlySpan<byte> hello = "hello"u8;

        Check.That("switch"u8, Table(Check.Opaque(3)) == 99 && Table(6) == 2 && Table(7) == -1 && Table(-1) == -1);
        Check.That("relational pattern"u8, Check.Opaque(42) is > 40 and < 50 or 0 && Check.Opaque(39) is not > 40);
        Check.That("list pattern"u8,
            hello is [(byte)'h', .., (byte)'o'] && hello is [_, (byte)'e', .. var rest] && rest.Length == 3 && hello is not []);
        Check.That("property pattern"u8, Check.Opaque<string>("abc") is { Length: 3 } && Check.Opaque<string>(null) is not { Length: 0 });
    }

    private static void Endings()
    {
        int words = 0;
        foreach (ReadOnlySpan<byte> word in new Words("a=1 b c=22"u8))
        {
            words += word.Length;
        }

        Check.That("enumerator of one's own, disposed"u8, words == 8 && s_disposed == 1);

        int order = 0;
        try
        {
            order = Check.Opaque(1);
        }
        finally
        {
            order = (order * 10) + 2;
        }

        Check.That("finally"u8, order == 12 && ReturnFromTry() == 5 && s_disposed == 2);
        s_disposed = 0;
    }

    private static void Functions()
    {
        int captured = Check.Opaque(2);
        Span<int> collection = [Check.Opaque(1), Check.Opaque(5), 3];

        Check.That("local function"u8, AddCaptured(3) == 5);
        Check.That("params span"u8, Sum(1, 2, 3) == 6 && Sum() == 0 && Sum([4, Check.Opaque(5)]) == 9);
        Check.That("by reference"u8, Increment(ref captured) == 3 && captured == 3 && AddCaptured(3) == 6);
        Check.That("reference to a local"u8, Largest(ref collection[0], ref collection[1]) == 5);

        int AddCaptured(int number) => number + captured;
    }

    private static void Enums()
    {
        Access access = Check.Opaque(Access.Read | Access.Execute);

        Check.That("flags"u8, (access & Access.Execute) != 0 && access.HasFlag(Access.Execute) && !access.HasFlag(Access.Write));
        Check.That("enum operators"u8, (access ^ Access.Read) == Access.Execute && ~access != access && Access.Write - Access.Read == 1);
    }

    private static (int Quotient, int Remainder) Divide(int left, int right) => (left / right, left % right);

    private static int Table(int number) => number switch
    {
        0 => 10,
        1 => 20,
        2 => 15,
        3 => 99,
        4 => 1,
        5 => 77,
        6 => 2,
        _ => -1,
    };

    private static int ReturnFromTry()
    {
        using Words words = default;
        return Check.Opaque(5);
    }

    private static int Sum(params ReadOnlySpan<int> numbers)
    {
        int sum = 0;
        foreach (int number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private static int Increment(ref int number) => ++number;

    private static ref int Largest(ref int left, ref int right) => ref left > right ? ref left : ref right;

    private ref struct Words(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> _rest = text;

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            int space = _rest.IndexOf((byte)' ');
            Current = space < 0 ? _rest : _rest[..space];
            _rest = space < 0 ? default : _rest[(space + 1)..];
            return true;
        }

        public void Dispose()
        {
            _rest = default;
            s_disposed++;
        }
    }
}
