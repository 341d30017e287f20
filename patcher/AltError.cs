namespace BareMetal.Patcher;

/// <summary>One error, as a value: what, where, and two numbers whose meaning <see cref="AltErrorCode"/> gives.</summary>
public readonly struct AltError(AltErrorCode code, int index, CodeAddress address, ulong detail0, ulong detail1)
{
    /// <summary>The index of errors that concern the table as a whole.</summary>
    public const int WholeTable = -1;

    /// <summary>What is wrong.</summary>
    public AltErrorCode Code { get; } = code;

    /// <summary>The entry, or <see cref="WholeTable"/>.</summary>
    public int Index { get; } = index;

    /// <summary>Where the entry's original, or the word in question, lies.</summary>
    public CodeAddress Address { get; } = address;

    /// <summary>First number.</summary>
    public ulong Detail0 { get; } = detail0;

    /// <summary>Second number.</summary>
    public ulong Detail1 { get; } = detail1;
}
