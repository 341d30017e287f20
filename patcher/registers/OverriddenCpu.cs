using System;

namespace BareMetal.Patcher;

/// <summary>Whom an override is for: all cores, or the one whose number stands in front of it, <c>cpu2.</c></summary>
internal readonly struct OverriddenCpu
{
    private readonly bool _isOne;
    private readonly uint _number;

    private OverriddenCpu(bool isNumber, uint number)
    {
        _isOne = true;
        IsNumber = isNumber;
        _number = number;
    }

    /// <summary>Whether it is one core, by its number.</summary>
    public bool IsNumber { get; }

    /// <summary>Takes the core off the front of an override.</summary>
    public static OverriddenCpu Take(ref ReadOnlySpan<byte> text)
    {
        int dot = Ascii.IndexOf(text, (byte)'.');
        if (dot < 0 || !Ascii.StartsWith(text, "cpu"u8))
        {
            return default;
        }

        bool isNumber = Ascii.TryParse(text.Slice(3, dot - 3), 10, out uint number);
        text = text.Slice(dot + 1);
        return new OverriddenCpu(isNumber, number);
    }

    /// <summary>Whether a core with this number is meant.</summary>
    public bool Includes(int cpu) => !_isOne || (IsNumber && _number == (uint)cpu);

    /// <summary>Whether it is all, or one of so many.</summary>
    public bool IsAmong(int cores) => !_isOne || (IsNumber && _number < (uint)cores);
}
