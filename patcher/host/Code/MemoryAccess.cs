namespace BareMetal.AltTool.Code;

/// <summary>
/// What the errata of Cortex-A53 ask of an instruction that accesses memory (Arm ARM DDI 0487, "Loads and stores"). Where a form
/// isn't known here it counts as one that writes no register, which is the unsafe side.
/// </summary>
internal readonly struct MemoryAccess(uint word)
{
    /// <summary>Bits [29:28] of the encoding.</summary>
    private enum Group
    {
        ExclusiveOrStructure,
        Literal,
        Pair,
        Register,
    }

    /// <summary>Loads, stores, prefetches, atomics.</summary>
    public bool IsMemoryAccess => Bits(27, 1) == 1 && Bits(25, 1) == 0;

    /// <summary>LDXR, LDAXR, LDXP, LDAXP of any size.</summary>
    public bool IsLoadExclusive => IsExclusive && Bits(22, 1) == 1;

    /// <summary>STXR, STLXR, STXP, STLXP of any size.</summary>
    public bool IsStoreExclusive => IsExclusive && Bits(22, 1) == 0;

    /// <summary>Of SIMD and FP registers.</summary>
    public bool IsVector => Bits(26, 1) == 1;

    /// <summary>LDP, LDNP, LDPSW</summary>
    public bool IsLoadPair => Kind == Group.Pair && Bits(22, 1) == 1;

    /// <summary>LDR, STR and PRFM with an unsigned offset, of any size and register file.</summary>
    public bool HasUnsignedOffset => IsMemoryAccess && Kind == Group.Register && Bits(24, 1) == 1;

    /// <summary>The base register.</summary>
    public uint Base => Bits(5, 5);

    private Group Kind => (Group)Bits(28, 2);

    /// <summary>
    /// Without bit 23, which LDAR, STLR and CAS have, and without CASP, which is a pair of a size that exclusives don't have.
    /// </summary>
    private bool IsExclusive => Bits(23, 7) == 0b001000_0 && (Bits(21, 1) == 0 || Bits(31, 1) == 1);

    private uint Rt => Bits(0, 5);

    private uint Rt2 => Bits(10, 5);

    private uint Opc => Bits(22, 2);

    /// <summary>Post- and pre-indexed.</summary>
    private bool WritesBase => Kind switch
    {
        Group.Pair => Bits(23, 1) == 1,
        Group.Register => Bits(24, 1) == 0 && Bits(21, 1) == 0 && Bits(10, 1) == 1,
        _ => false,
    };

    /// <summary>Whether it loads into a general register.</summary>
    public bool LoadsInto(uint register) => !IsVector && Kind switch
    {
        Group.ExclusiveOrStructure => Bits(22, 1) == 1 && (Rt == register || (Bits(21, 1) == 1 && Rt2 == register)),
        Group.Literal => Bits(24, 1) == 0 && Bits(30, 2) != 0b11 && Rt == register,
        Group.Pair => Bits(22, 1) == 1 && (Rt == register || Rt2 == register),
        _ => IsLoadOfRegister && Rt == register,
    };

    /// <summary>Whether it writes a general register in any way.</summary>
    public bool Writes(uint register) => LoadsInto(register) || (WritesBase && Base == register);

    /// <summary>LDR with any addressing; neither PRFM nor an atomic.</summary>
    private bool IsLoadOfRegister =>
        Opc != 0 && !(Bits(30, 2) == 0b11 && Opc == 0b10) && (Bits(24, 1) == 1 || Bits(21, 1) == 0 || Bits(10, 2) == 0b10);

    private uint Bits(int lsb, int width) => (word >> lsb) & ((1u << width) - 1);
}
