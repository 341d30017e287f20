using System;

namespace BareMetal.Guest;

/// <summary>Strings and characters.</summary>
// SAFETY: a string of five characters is read up to the NUL that follows them in every string.
internal static unsafe class CoreLibStrings
{
    public static void Run()
    {
        Check.Group("strings"u8);
        Contents();
        Comparisons();
        Switches();
        Characters();
    }

    private static void Contents()
    {
        string alpha = Check.Opaque("alpha");
        ReadOnlySpan<char> span = alpha;

        Check.That("length and index"u8, alpha.Length == 5 && alpha[4] == 'a' && alpha[^2] == 'h');
        Check.That("UTF-16"u8, Check.Opaque("é€😀").Length == 4 && Check.Opaque("é€😀")[1] == 0x20ac && Check.Opaque("é€😀")[2] == 0xd83d);
        Check.That("NUL is a character"u8, Check.Opaque("a\0b").Length == 3 && Check.Opaque("a\0b")[2] == 'b');
        Check.That("span"u8, span.Length == 5 && span[1] == 'l' && alpha.AsSpan(2)[0] == 'p' && alpha.AsSpan(2, 2).Length == 2);
        Check.That("span of null"u8, Check.Opaque<string>(null).AsSpan().IsEmpty);
        Check.That("foreach"u8, Sum(alpha) == 'a' + 'l' + 'p' + 'h' + 'a');
        fixed (char* text = alpha)
        {
            Check.That("fixed"u8, text[0] == 'a' && text[5] == 0);
        }
    }

    private static void Comparisons()
    {
        string alpha = Check.Opaque("alpha");
        object asObject = Check.Opaque<object>("alpha");

        Check.That("equal"u8, alpha == "alpha" && alpha != "beta" && alpha != "alphA" && alpha != null && alpha.Equals("alpha"));
        Check.That("equal objects"u8, alpha.Equals(asObject) && !alpha.Equals((object)null));
        Check.That("equal strings have equal hashes"u8, alpha.GetHashCode() == "alpha".GetHashCode());
        Check.That("ordinal order"u8, string.CompareOrdinal(alpha, "beta") < 0 && string.CompareOrdinal("b", "abc") > 0);
        Check.That(
            "ordinal order of a prefix"u8, string.CompareOrdinal("ab", "abc") < 0 && Check.Opaque(string.CompareOrdinal("ab", "ab")) == 0);
        Check.That("ordinal order with null"u8, string.CompareOrdinal(null, "a") < 0 && string.CompareOrdinal("a", null) > 0);
        Check.That(
            "empty"u8, string.Empty.Length == 0 && string.IsNullOrEmpty("") && string.IsNullOrEmpty(null) && !string.IsNullOrEmpty(alpha));
        Check.That("starts with a character"u8, alpha.StartsWith('a') && !alpha.StartsWith('l') && !"".StartsWith('a'));
    }

    private static void Switches()
    {
        Check.That("switch over strings"u8,
            NumberOf(Check.Opaque("alpha")) == 1 && NumberOf("eta") == 7 && NumberOf("none") == 0 && NumberOf(null) == -1);
        Check.That("switch over spans"u8, NumberOf("xbeta".AsSpan(1)) == 2 && NumberOf("bet".AsSpan()) == 0);
    }

    private static void Characters()
    {
        Check.That("digits"u8, char.IsAsciiDigit('0') && char.IsAsciiDigit('9') && !char.IsAsciiDigit('/') && !char.IsAsciiDigit(':'));
        Check.That("hexadecimal digits"u8,
            char.IsAsciiHexDigit('F') && char.IsAsciiHexDigit('a') && !char.IsAsciiHexDigit('g') && !char.IsAsciiHexDigit('@'));
        Check.That("letters"u8, char.IsAsciiLetter('Q') && char.IsAsciiLetter('z') && !char.IsAsciiLetter('[') && !char.IsAsciiLetter('é'));
        Check.That("cases"u8,
            char.IsAsciiLetterLower('a') && !char.IsAsciiLetterLower('A') && char.IsAsciiLetterUpper('A') && !char.IsAsciiLetterUpper('a'));
        Check.That("ASCII"u8, char.IsAscii('\x7f') && !char.IsAscii('\x80'));
        Check.That("between"u8, char.IsBetween('b', 'a', 'c') && char.IsBetween('a', 'a', 'a') && !char.IsBetween('d', 'a', 'c'));
    }

    private static int Sum(string text)
    {
        int sum = 0;
        foreach (char character in text)
        {
            sum += character;
        }

        return sum;
    }

    private static int NumberOf(string name) => name switch
    {
        "alpha" => 1,
        "beta" => 2,
        "gamma" => 3,
        "delta" => 4,
        "epsilon" => 5,
        "zeta" => 6,
        "eta" => 7,
        null => -1,
        _ => 0,
    };

    private static int NumberOf(ReadOnlySpan<char> name) => name switch
    {
        "alpha" => 1,
        "beta" => 2,
        _ => 0,
    };
}
