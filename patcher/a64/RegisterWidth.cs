namespace BareMetal.Patcher;

/// <summary>How much of a general register an instruction works on; the value is bit 31 (sf) of most that have both forms.</summary>
public enum RegisterWidth : byte
{
    /// <summary>The low 32 bits; writing them clears the rest.</summary>
    W,

    /// <summary>All 64 bits.</summary>
    X,
}
