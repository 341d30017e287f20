namespace BareMetal.Patcher;

/// <summary>The condition of a branch, by its encoding. Flipping the lowest bit inverts all but the last two.</summary>
public enum Condition : byte
{
    /// <summary>Equal.</summary>
    Eq,

    /// <summary>Not equal.</summary>
    Ne,

    /// <summary>Carry set; unsigned higher or same.</summary>
    Cs,

    /// <summary>Carry clear; unsigned lower.</summary>
    Cc,

    /// <summary>Negative.</summary>
    Mi,

    /// <summary>Positive or zero.</summary>
    Pl,

    /// <summary>Signed overflow.</summary>
    Vs,

    /// <summary>No signed overflow.</summary>
    Vc,

    /// <summary>Unsigned higher.</summary>
    Hi,

    /// <summary>Unsigned lower or same.</summary>
    Ls,

    /// <summary>Signed greater than or equal.</summary>
    Ge,

    /// <summary>Signed less than.</summary>
    Lt,

    /// <summary>Signed greater than.</summary>
    Gt,

    /// <summary>Signed less than or equal.</summary>
    Le,

    /// <summary>Always.</summary>
    Al,

    /// <summary>Always, too.</summary>
    Nv,
}
