using System;

namespace BareMetal.Patcher;

/// <summary>A field of an ID register: one row of idfields.txt.</summary>
public readonly struct IdField
{
    // Lsb, bits [5:0]; width, [9:6]; rule, [11:10]; value where exact fields differ, [15:12]; signed, [16]; strict, [17]; raised, [18];
    // register, [24:20]
    private readonly uint _row;
    private readonly byte _index;

    /// <summary>The field in a row.</summary>
    /// <param name="index">Number of the row, from 0.</param>
    public IdField(int index)
    {
        _index = (byte)index;
        _row = IdFieldRows.Fields[index];
    }

    /// <summary>How many fields there are.</summary>
    public static int Count => IdFieldRows.Fields.Length;

    /// <summary>The register that holds it.</summary>
    public IdRegister Register => (IdRegister)((_row >> 20) & 0x1f);

    /// <summary>Its name, in lower case.</summary>
    public ReadOnlySpan<byte> Name => TextTable.Item(IdFieldRows.Names, IdFieldRows.NamesStarts, _index);

    /// <summary>Its lowest bit.</summary>
    public int Lsb => (int)(_row & 0x3f);

    /// <summary>Its width, in bits.</summary>
    public int Width => (int)((_row >> 6) & 0xf);

    /// <summary>Its bits, in their places.</summary>
    public ulong Mask => Ones << Lsb;

    /// <summary>Whether the all-ones value means -1.</summary>
    public bool IsSigned => ((_row >> 16) & 1) != 0;

    /// <summary>Which of two values is true of both cores.</summary>
    public IdFieldRule Rule => (IdFieldRule)((_row >> 10) & 3);

    /// <summary>Whether cores that differ in it are out of the ordinary.</summary>
    public bool IsStrict => ((_row >> 17) & 1) != 0;

    /// <summary>The field's value in a register's, with its sign.</summary>
    public long Extract(ulong register) => Extend(register >> Lsb);

    /// <summary>The register's value with the field's bits replaced by the low ones of <paramref name="bits"/>.</summary>
    public ulong Insert(ulong register, ulong bits) => (register & ~Mask) | ((bits << Lsb) & Mask);

    /// <summary>Whether <paramref name="bits"/> fits into the field.</summary>
    public bool Holds(ulong bits) => bits <= Ones;

    /// <summary>The value that the field's bits stand for.</summary>
    public long Extend(ulong bits)
    {
        int unused = 64 - Width;
        return IsSigned ? (long)(bits << unused) >> unused : (long)(bits & Ones);
    }

    /// <summary>The value that is true of two cores, one with each of these.</summary>
    public long Safe(long one, long other) => one == other ? one : Rule switch
    {
        IdFieldRule.Lower => Math.Min(one, other),
        IdFieldRule.Higher => Math.Max(one, other),
        IdFieldRule.HigherOrZero => one == 0 || other == 0 ? 0 : Math.Max(one, other),
        _ => (_row >> 12) & 0xf,
    };

    /// <summary>Whether a CPU may be taken for one with <paramref name="wanted"/>: that must be true of both, or do no harm.</summary>
    public bool MayOverride(long hardware, long wanted) => MayRaise || Safe(hardware, wanted) == wanted;

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

    private bool MayRaise => ((_row >> 18) & 1) != 0;

    private ulong Ones => (1ul << Width) - 1;
}

/// <summary>Which of two values promises nothing that one of two cores can't do.</summary>
public enum IdFieldRule : byte
{
    /// <summary>The lower one, in the meaning of the field (its sign counts).</summary>
    Lower,

    /// <summary>The higher one, in the meaning of the field.</summary>
    Higher,

    /// <summary>The higher one, but 0 is higher than all.</summary>
    HigherOrZero,

    /// <summary>Neither: a value of the field's own.</summary>
    Exact,
}
