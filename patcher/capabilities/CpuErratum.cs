namespace BareMetal.Patcher;

/// <summary>One row of errata.txt: versions of one core.</summary>
/// <param name="row">
/// Last and first version, bits [7:0] and [15:8]; Implementer and PartNum, [35:16]; 1 + the bit of REVIDR_EL1 that says that the last
/// version has it fixed, [41:36], 0 for none; a number that goes with it, [49:42]; capability, [57:50].
/// </param>
internal readonly struct CpuErratum(ulong row)
{
    private readonly ulong _row = row;

    public CpuCap Capability => (CpuCap)(byte)(_row >> 50);

    /// <summary>What goes with it: iterations of a loop.</summary>
    public byte Value => (byte)(_row >> 42);

    /// <summary>Whether a core with these registers has it.</summary>
    public bool Affects(Midr midr, ulong revidr) =>
        midr.Model == ((uint)(_row >> 16) & 0xf_ffff) && midr.Version >= (byte)(_row >> 8) && midr.Version <= Last
        && !(midr.Version == Last && IsFixed(revidr));

    private byte Last => (byte)_row;

    private bool IsFixed(ulong revidr)
    {
        int fixedBit = (int)(_row >> 36) & 0x3f;
        return ((revidr << 1 >> fixedBit) & 1) != 0;
    }
}
