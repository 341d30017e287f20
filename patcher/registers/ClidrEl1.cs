namespace BareMetal.Patcher;

/// <summary>CLIDR_EL1, the cache level register (Arm ARM DDI 0487, CLIDR_EL1).</summary>
public readonly struct ClidrEl1(ulong value)
{
    /// <summary>The register.</summary>
    public ulong Value { get; } = value;

    /// <summary>LoUU, bits [29:27]: level of unification, uniprocessor.</summary>
    public int LoUU => (int)((Value >> 27) & 7);

    /// <summary>LoC, bits [26:24]: level of coherence.</summary>
    public int LoC => (int)((Value >> 24) & 7);

    /// <summary>LoUIS, bits [23:21]: level of unification, Inner Shareable.</summary>
    public int LoUIS => (int)((Value >> 21) & 7);

    /// <summary>Whether no data cache level lies before the PoU. A register that was never read (0) implies nothing.</summary>
    public bool ImpliesIdc => Value != 0 && (LoC == 0 || (LoUIS == 0 && LoUU == 0));
}
