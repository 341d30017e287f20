namespace BareMetal.Patcher;

/// <summary>Where an instruction runs: a virtual address (bytes) in executable, read-only text. Branches are computed from it.</summary>
public readonly struct CodeAddress(ulong value)
{
    /// <summary>The virtual address, in bytes.</summary>
    public ulong Value { get; } = value;

    /// <summary>The address of the word that lies <paramref name="words"/> instructions further on.</summary>
    public CodeAddress Word(int words) => new(Value + (ulong)(long)words * A64.WordBytes);

    /// <summary>The same for a number that has no sign.</summary>
    public CodeAddress Word(uint words) => new(Value + (ulong)words * A64.WordBytes);
}
