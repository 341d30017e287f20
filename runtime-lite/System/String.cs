using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System;

/// <summary>UTF-16 text. Strings exist only as literals: frozen data of the image.</summary>
/// <remarks>ILC writes the literals and knows the two fields by name and place.</remarks>
public sealed class String : IEquatable<string>
{
#pragma warning disable CS0649 // written by ILC in the frozen object
    private readonly int _stringLength;
    private char _firstChar;
#pragma warning restore CS0649

    public static readonly string Empty = "";

    private String()
    {
    }

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length
    {
        [Intrinsic]
        get => _stringLength;
    }

    [IndexerName("Chars")]
    public char this[int index]
    {
        [Intrinsic]
        get => new ReadOnlySpan<char>(ref _firstChar, _stringLength)[index];
    }

    public static bool IsNullOrEmpty(string value) => value == null || value._stringLength == 0;

    public static bool Equals(string a, string b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && a.AsSpan().SequenceEqual(b.AsSpan()));

    public static bool operator ==(string a, string b) => Equals(a, b);

    public static bool operator !=(string a, string b) => !Equals(a, b);

    public static int CompareOrdinal(string strA, string strB) => strA.AsSpan().SequenceCompareTo(strB.AsSpan());

    public static implicit operator ReadOnlySpan<char>(string value) => value.AsSpan();

    public bool Equals(string value) => Equals(this, value);

    public override bool Equals(object obj) => obj is string other && Equals(this, other);

    public override int GetHashCode()
    {
        uint hash = 0x811C9DC5; // FNV-1a
        foreach (char c in this.AsSpan())
        {
            hash = (hash ^ c) * 0x01000193;
        }

        return (int)hash;
    }

    public bool StartsWith(char value) => _stringLength != 0 && _firstChar == value;

    public CharEnumerator GetEnumerator() => new(this);

    public ref readonly char GetPinnableReference() => ref _firstChar;

    internal ref char GetRawStringData() => ref _firstChar;
}
