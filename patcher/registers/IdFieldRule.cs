namespace BareMetal.Patcher;

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
