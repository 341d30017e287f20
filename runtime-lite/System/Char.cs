namespace System;

/// <summary>A UTF-16 code unit.</summary>
public readonly struct Char : IComparable<char>, IEquatable<char>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly char _value;
#pragma warning restore CS0649

    public const char MaxValue = '\uFFFF';
    public const char MinValue = '\0';

    public int CompareTo(char value) => _value - value;

    public bool Equals(char obj) => _value == obj;

    public static bool IsAscii(char c) => c < 0x80;

    public static bool IsAsciiDigit(char c) => IsBetween(c, '0', '9');

    public static bool IsAsciiLetter(char c) => IsAsciiLetterLower((char)(c | 0x20));

    public static bool IsAsciiLetterLower(char c) => IsBetween(c, 'a', 'z');

    public static bool IsAsciiLetterUpper(char c) => IsBetween(c, 'A', 'Z');

    public static bool IsAsciiHexDigit(char c) => IsAsciiDigit(c) || IsBetween((char)(c | 0x20), 'a', 'f');

    public static bool IsBetween(char c, char minInclusive, char maxInclusive) =>
        (uint)(c - minInclusive) <= (uint)(maxInclusive - minInclusive);
}
