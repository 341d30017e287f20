using System;

namespace BareMetal.Patcher;

/// <summary>One boot argument: <c>key</c> or <c>key=value</c>.</summary>
public readonly ref struct BootArgument
{
    private readonly int _equals;

    internal BootArgument(ReadOnlySpan<byte> text)
    {
        Text = text;
        _equals = Ascii.IndexOf(text, (byte)'=');
    }

    /// <summary>The whole argument, as written.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>What precedes the first '=', or all of it.</summary>
    public ReadOnlySpan<byte> Key => _equals < 0 ? Text : Text.Slice(0, _equals);

    /// <summary>What follows the first '='; empty without one.</summary>
    public ReadOnlySpan<byte> Value => _equals < 0 ? default : Text.Slice(_equals + 1);

    /// <summary>Whether the key is <paramref name="key"/>.</summary>
    public bool Is(ReadOnlySpan<byte> key) => Ascii.Equal(Key, key);
}
