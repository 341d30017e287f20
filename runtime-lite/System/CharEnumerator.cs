namespace System;

/// <summary>csc names this type in a <c>foreach</c> over a string, which it compiles to a plain loop.</summary>
public sealed class CharEnumerator
{
    private readonly string _str;
    private int _index = -1;

    internal CharEnumerator(string str) => _str = str;

    public char Current => _str[_index];

    public bool MoveNext() => ++_index < _str.Length;
}
