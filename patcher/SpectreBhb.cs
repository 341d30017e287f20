using System;

namespace BareMetal.Patcher;

/// <summary>How many branches push a core's branch history out (Spectre-BHB, CVE-2022-23960), by Arm's list of cores.</summary>
public static class SpectreBhb
{
    private const uint ArmModel = 0x410f0000;
    private const int PartNumLsb = 4;

    /// <summary>PartNum of MIDR_EL1: A57 A72, A76 A77 N1, A78 X1 A710 V1 N2, A715 A720, X3 V2.</summary>
    private static ReadOnlySpan<ushort> Parts =>
    [
        0xd07, 0xd08, 0xd0b, 0xd0d, 0xd0c, 0xd41, 0xd44, 0xd47, 0xd40, 0xd49, 0xd4d, 0xd81, 0xd4e, 0xd4f,
    ];

    private static ReadOnlySpan<byte> Iterations => [8, 8, 24, 24, 24, 32, 32, 32, 32, 32, 38, 38, 132, 132];

    /// <summary>Iterations of the clearing loop; 0 for a core that isn't on the list.</summary>
    public static byte LoopIterations(Midr midr)
    {
        for (int i = 0; i < Parts.Length; i++)
        {
            if (midr.Model == (ArmModel | (uint)Parts[i] << PartNumLsb))
            {
                return Iterations[i];
            }
        }

        return 0;
    }
}
