using System;

namespace BareMetal.Patcher;

/// <summary>Which errata a core has, by the rows of errata.txt.</summary>
public static class CpuErrata
{
    /// <summary>How many rows have a number and no capability: no code here depends on those errata.</summary>
    public static int SilentCount => CpuErrataRows.Numbers.Length;

    /// <summary>Whether the core with these registers has an erratum of <paramref name="capability"/>.</summary>
    public static bool Affects(CpuCap capability, in IdRegisters registers) => Find(capability, registers, out _);

    /// <summary>The number that goes with the erratum of <paramref name="capability"/>; 0 on a core that hasn't it.</summary>
    public static byte Value(CpuCap capability, in IdRegisters registers)
    {
        Find(capability, registers, out CpuErratum erratum);
        return erratum.Value;
    }

    /// <summary>Arm's number of the erratum in a row from 0 to <see cref="SilentCount"/>; 0 where the core hasn't it.</summary>
    public static uint SilentNumber(int row, in IdRegisters registers) =>
        Affects(new CpuErratum(CpuErrataRows.Rows[row]), registers) ? CpuErrataRows.Numbers[row] : 0;

    private static bool Find(CpuCap capability, in IdRegisters registers, out CpuErratum found)
    {
        for (int row = SilentCount; row < CpuErrataRows.Rows.Length; row++)
        {
            found = new CpuErratum(CpuErrataRows.Rows[row]);
            if (found.Capability == capability && Affects(found, registers))
            {
                return true;
            }
        }

        found = default;
        return false;
    }

    private static bool Affects(CpuErratum erratum, in IdRegisters registers) =>
        erratum.Affects(new Midr(registers.Get(IdRegister.MidrEl1)), registers.Get(IdRegister.RevidrEl1));
}

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
