namespace BareMetal.Patcher;

/// <summary>Where an instruction is written: its virtual address (bytes) in the writable, non-executable linear alias.</summary>
public readonly struct AliasAddress(ulong value)
{
    /// <summary>The virtual address, in bytes.</summary>
    public ulong Value { get; } = value;
}
