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

    /// <summary>What the override name lacks of the Arm ARM's: _el0 for a register that EL0 may read (op1 is 3), else _el1.</summary>
    public static ReadOnlySpan<byte> Suffix(IdRegister register) => ((Encoding(register) >> 11) & 7) == 3 ? "_el0"u8 : "_el1"u8;

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

    /// <summary>Takes for 0 what the way to EL1 doesn't enable: present isn't usable.</summary>
    public void HideUnusable()
    {
        for (int i = 0; i < HiddenIdField.Count; i++)
        {
            IdField field = HiddenIdField.Field(i);
            Set(field.Register, field.Insert(Get(field.Register), 0));
        }
    }
}
