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
    public bool Affects(Midr midr, ulong revidr) => Cores.Contains(midr) && !IsFixed(midr, revidr);

    private uint Model => (uint)(_row >> 16) & 0xf_ffff;

    private byte Last => (byte)_row;

    private MidrRange Cores => new(Midr.ModelOf(Model >> 12, Model & 0xfff), (byte)(_row >> 8), Last);

    private bool IsFixed(Midr midr, ulong revidr)
    {
        int fixedBit = (int)((_row >> 36) & 0x3f) - 1;
        return fixedBit >= 0 && midr.Version == Last && ((revidr >> fixedBit) & 1) != 0;
    }
}
