namespace BareMetal.Patcher;

/// <summary>The numbers of one run. Entries = Planned + Patched + Kept + Failed.</summary>
public struct AltCounts
{
    /// <summary>Entries in the table.</summary>
    public int Entries;

    /// <summary>Entries that a commit would apply.</summary>
    public int Planned;

    /// <summary>Entries applied.</summary>
    public int Patched;

    /// <summary>Entries left as they were.</summary>
    public int Kept;

    /// <summary>Entries named by an error.</summary>
    public int Failed;

    /// <summary>Callbacks run.</summary>
    public int Callbacks;

    /// <summary>Words changed in the text.</summary>
    public int Words;

    /// <summary>Distinct data cache lines (CTR_EL0.DminLine) that hold a changed word.</summary>
    public int Lines;

    /// <summary>Errors reported.</summary>
    public int Errors;
}
