namespace BareMetal.Patcher;

/// <summary>DCZID_EL0, the DC ZVA block size (Arm ARM DDI 0487, DCZID_EL0).</summary>
public readonly struct DczidEl0(ulong value)
{
    private const uint WordBytes = 4;

    /// <summary>The register.</summary>
    public ulong Value { get; } = value;

    /// <summary>DZP, bit [4]: DC ZVA is prohibited.</summary>
    public bool IsProhibited => ((Value >> 4) & 1) != 0;

    /// <summary>
    /// BS, bits [3:0]: what DC ZVA zeroes, in bytes; 0 where it is prohibited, or where the cores don't agree (BS is 0 then).
    /// </summary>
    public uint BlockBytes => IsProhibited || BlockSize == 0 ? 0 : WordBytes << BlockSize;

    private int BlockSize => (int)(Value & 0xf);
}
