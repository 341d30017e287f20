namespace BareMetal.Boot.Cpu;

/// <summary>Translation control (Arm ARM DDI 0487, TCR_EL1).</summary>
internal readonly struct TcrEl1(ulong raw)
{
    // IPS, bits [34:32]: it follows the core's own PARange.
    private const ulong PhysicalSize = 0b111UL << 32;

    public ulong Raw { get; } = raw;

    /// <summary>What has to be the same on unlike cores, too.</summary>
    public ulong WithoutPhysicalSize => Raw & ~PhysicalSize;

    /// <summary>TCR_EL1.EPD0, bit [7]: a miss of the TLB in the lower half faults, TTBR0_EL1 isn't walked.</summary>
    public bool IsLowerHalfClosed => (Raw & (1 << 7)) != 0;

    /// <summary>TCR_EL1.T0SZ, bits [5:0], and T1SZ, bits [21:16]: how many upper bits of a VA are no part of it.</summary>
    public int UnusedBits(bool upper) => (int)(Raw >> (upper ? 16 : 0)) & 0x3f;

    /// <summary>
    /// TCR_EL1.TG0, bits [15:14], 0b00, or TG1, bits [31:30], 0b10; DS, bit [59], zero; TxSZ 16 to 39: 4 KiB pages, VAs of 25 to 48 bits.
    /// </summary>
    public bool Has4KPages(bool upper) =>
        (upper ? (Raw >> 30 & 0b11) == 0b10 : (Raw >> 14 & 0b11) == 0) && (Raw & (1UL << 59)) == 0 && UnusedBits(upper) is >= 16 and <= 39;

    /// <summary>TCR_EL1.HPD0, bit [41], and HPD1, bit [42]: permissions of table descriptors don't count.</summary>
    public bool IgnoresTablePermissions(bool upper) => (Raw & (1UL << (upper ? 42 : 41))) != 0;

    /// <summary>TCR_EL1.HD, bit [40]: hardware makes what has DBM writable when it is stored to.</summary>
    public bool ManagesDirtyState => (Raw & (1UL << 40)) != 0;
}
