using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>The values of all ID registers of idfields.txt, as read on one CPU or as changed by overrides. Unread ones are 0.</summary>
[InlineArray(IdFieldRows.RegisterCount)]
public struct IdRegisters
{
    private ulong _first;

    /// <summary>How many registers there are.</summary>
    public const int Count = IdFieldRows.RegisterCount;

    /// <summary>The value of <paramref name="register"/>.</summary>
    public readonly ulong Get(IdRegister register) => this[(int)register];

    /// <summary>Sets the value of <paramref name="register"/>.</summary>
    public void Set(IdRegister register, ulong value) => this[(int)register] = value;

    /// <summary>The register's override name: lower case, without _elN.</summary>
    public static ReadOnlySpan<byte> Name(IdRegister register) =>
        TextTable.Item(IdFieldRows.RegisterNames, IdFieldRows.RegisterNamesStarts, (int)register);

    /// <summary>op0:op1:CRn:CRm:op2 as in the MRS instruction, bits [15:0].</summary>
    public static int Encoding(IdRegister register) => IdFieldRows.Encodings[(int)register];

    /// <summary>Finds a register by its override name.</summary>
    public static bool TryFind(ReadOnlySpan<byte> name, out IdRegister register)
    {
        int index = TextTable.IndexOf(IdFieldRows.RegisterNames, IdFieldRows.RegisterNamesStarts, 0, Count, name);
        register = (IdRegister)index;
        return index >= 0;
    }

    /// <summary>
    /// Sets CTR_EL0.IDC where CLIDR_EL1 says as much. Once, after reading the registers and before overrides; without it the
    /// data cache is cleaned needlessly, nothing worse.
    /// </summary>
    public void DeduceCtr()
    {
        CtrEl0 ctr = new(Get(IdRegister.CtrEl0));
        ClidrEl1 clidr = new(Get(IdRegister.ClidrEl1));
        Set(IdRegister.CtrEl0, ctr.Effective(clidr).Value);
    }
}
