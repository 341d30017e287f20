namespace BareMetal.Boot.Audit;

/// <summary>
/// An entry of a page table (Arm ARM DDI 0487, "VMSAv8-64 descriptor formats", stage 1, 4 KiB granule). What a leaf has, its table
/// descriptors included, is what is left after <see cref="Under"/>.
/// </summary>
internal readonly struct StageOneDescriptor(ulong raw)
{
    public const int LastLevel = 3;

    // Attributes of a leaf, bits [63:50] and [11:2]; those between are its address, where a block's low ones are RES0, and nT.
    private const ulong AttributeMask = 0xfffc_0000_0000_0ffc;
    private const ulong TableAttributes = 0b11111UL << 59;

    public ulong Raw { get; } = raw;

    /// <summary>Bit [0].</summary>
    public bool IsValid => (Raw & 1) != 0;

    /// <summary>Bit [1], at a level above the last: the address is that of the next table.</summary>
    public bool IsTable(int level) => level < LastLevel && (Raw & 0b10) != 0;

    /// <summary>Bits [47:12]: PA.</summary>
    public ulong Address => Raw & 0x0000_ffff_ffff_f000;

    /// <summary>All attributes of a leaf, where they stand.</summary>
    public ulong Attributes => Raw & AttributeMask;

    /// <summary>AttrIndx, bits [4:2]: which field of MAIR_EL1 says what memory it is.</summary>
    public int MemoryIndex => (int)(Raw >> 2) & 0b111;

    /// <summary>AP[2], bit [7].</summary>
    public bool IsReadOnly => (Raw & (1 << 7)) != 0;

    /// <summary>GP, bit [50]: a branch by register has to find a landing pad (BTI).</summary>
    public bool IsGuarded => (Raw & (1UL << 50)) != 0;

    /// <summary>DBM, bit [51]: with TCR_EL1.HD, read only until it is stored to.</summary>
    public bool HasDirtyBitModifier => (Raw & (1UL << 51)) != 0;

    /// <summary>PXN, bit [53], is zero.</summary>
    public bool IsExecutable => (Raw & (1UL << 53)) == 0;

    /// <summary>UXN, bit [54], is zero.</summary>
    public bool IsUserExecutable => (Raw & (1UL << 54)) == 0;

    /// <summary>
    /// This table's or leaf's descriptor with what the descriptors of the tables above, put together, take away: APTable, UXNTable,
    /// PXNTable.
    /// </summary>
    public StageOneDescriptor Under(StageOneDescriptor tables, int level)
    {
        ulong above = tables.Raw & TableAttributes;
        return new StageOneDescriptor(IsTable(level) ? Raw | above : (Raw | TakenBy(above)) & ~((above & (1UL << 61)) >> (61 - 6)));
    }

    // APTable[1], bit [62], is as AP[2]; UXNTable, bit [60]; PXNTable, bit [59].
    private static ulong TakenBy(ulong tables) =>
        ((tables & (1UL << 62)) >> (62 - 7)) | ((tables & (1UL << 60)) >> (60 - 54)) | ((tables & (1UL << 59)) >> (59 - 53));
}
