namespace BareMetal.Patcher;

/// <summary>A set of ID registers, one bit each.</summary>
public struct IdRegisterSet
{
    private uint _bits;

    /// <summary>Whether it holds none.</summary>
    public readonly bool IsEmpty => _bits == 0;

    /// <summary>Whether <paramref name="register"/> is in the set.</summary>
    public readonly bool Has(IdRegister register) => ((_bits >> (int)register) & 1) != 0;

    /// <summary>Adds <paramref name="register"/>.</summary>
    public void Add(IdRegister register) => _bits |= 1u << (int)register;
}
