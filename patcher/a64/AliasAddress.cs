namespace BareMetal.Patcher;

/// <summary>Where an instruction is written: its virtual address (bytes) in the writable, non-executable linear alias.</summary>
public readonly struct AliasAddress(ulong value)
{
    /// <summary>The virtual address, in bytes.</summary>
    public ulong Value { get; } = value;

    /// <summary>The address of the word that lies so many instructions further on.</summary>
    public AliasAddress Word(uint words) => new(Value + (ulong)words * A64.WordBytes);
}
