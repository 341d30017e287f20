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
