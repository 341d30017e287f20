using System;

namespace BareMetal.Patcher;

/// <summary>
/// The boot arguments of the device tree, one by one: <c>foreach (BootArgument argument in new BootArguments(text))</c>.
/// White space separates them; a lone <c>--</c>, a NUL or the end ends them.
/// </summary>
public ref struct BootArguments(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The argument that <see cref="MoveNext"/> found.</summary>
    public BootArgument Current { get; private set; }

    /// <summary>A copy that starts here.</summary>
    public readonly BootArguments GetEnumerator() => this;

    /// <summary>Finds the next argument.</summary>
    public bool MoveNext()
    {
        int start = 0;
        while (start < _rest.Length && IsSpace(_rest[start]))
        {
            start++;
        }

        int end = start;
        while (end < _rest.Length && !IsSpace(_rest[end]) && _rest[end] != 0)
        {
            end++;
        }

        ReadOnlySpan<byte> token = _rest.Slice(start, end - start);
        if (token.Length == 0 || Ascii.Equal(token, "--"u8))
        {
            _rest = default;
            return false;
        }

        _rest = _rest.Slice(end);
        Current = new BootArgument(token);
        return true;
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
