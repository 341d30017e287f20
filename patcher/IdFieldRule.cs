namespace BareMetal.Patcher;

/// <summary>Which values may stand in for the hardware's without promising what it can't do.</summary>
public enum IdFieldRule : byte
{
    /// <summary>Lower ones, in the meaning of the field (its sign counts).</summary>
    Lower,

    /// <summary>Higher ones, in the meaning of the field.</summary>
    Higher,

    /// <summary>None.</summary>
    Exact,
}
