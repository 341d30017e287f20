namespace BareMetal.Patcher;

/// <summary>What the plan knows of one entry: 16 bytes in the arena.</summary>
public struct AltPlanEntry
{
    /// <summary>Where the original runs.</summary>
    public CodeAddress Address;

    /// <summary>Index of its first word in the arena's old and new words; meaningful while <see cref="Action"/> is Patched.</summary>
    public uint FirstWord;

    /// <summary>Length of the original, in instructions.</summary>
    public byte Words;

    /// <summary>What is done with it.</summary>
    public AltAction Action;

    /// <summary>After a failed readback: which of its words differed first, from 1; 0 where none did.</summary>
    internal byte DifferentWord;
}
