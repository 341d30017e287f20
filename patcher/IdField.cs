using System;

namespace BareMetal.Patcher;

/// <summary>A field of an ID register: one row of idfields.txt.</summary>
/// <param name="index">Number of the row, from 0.</param>
public readonly struct IdField(int index)
{
    private readonly ushort _index = (ushort)index;

    /// <summary>How many fields there are.</summary>
    public static int Count => IdFieldRows.Count;

    /// <summary>The register that holds it.</summary>
    public IdRegister Register => (IdRegister)IdFieldRows.Registers[_index];

    /// <summary>Its name, in lower case.</summary>
    public ReadOnlySpan<byte> Name => TextTable.Item(IdFieldRows.Names, IdFieldRows.NamesStarts, _index);

    /// <summary>Its lowest bit.</summary>
    public int Lsb => IdFieldRows.Lsbs[_index];

    /// <summary>Its width, in bits.</summary>
    public int Width => IdFieldRows.Widths[_index];

    /// <summary>Whether the all-ones value means -1.</summary>
    public bool IsSigned => IdFieldRows.Signed[_index] != 0;

    /// <summary>Which values an override may choose.</summary>
    public IdFieldRule Rule => (IdFieldRule)IdFieldRows.Rules[_index];

    /// <summary>The field's value in a register's, with its sign.</summary>
    public long Extract(ulong register) => Extend(register >> Lsb);

    /// <summary>The register's value with the field's bits replaced by <paramref name="bits"/>.</summary>
    public ulong Insert(ulong register, ulong bits) => (register & ~(Mask << Lsb)) | (bits << Lsb);

    /// <summary>Whether <paramref name="bits"/> fits into the field.</summary>
    public bool Holds(ulong bits) => bits <= Mask;

    /// <summary>The value that the field's bits stand for.</summary>
    public long Extend(ulong bits)
    {
        int unused = 64 - Width;
        return IsSigned ? (long)(bits << unused) >> unused : (long)(bits & Mask);
    }

    /// <summary>Finds a field by its register and its name in lower case.</summary>
    public static bool TryFind(IdRegister register, ReadOnlySpan<byte> name, out IdField field)
    {
        for (int i = 0; i < Count; i++)
        {
            field = new IdField(i);
            if (field.Register == register && Ascii.Equal(field.Name, name))
            {
                return true;
            }
        }

        field = default;
        return false;
    }

    private ulong Mask => (1ul << Width) - 1;
}
