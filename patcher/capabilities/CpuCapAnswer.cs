namespace BareMetal.Patcher;

/// <summary>What can be said of a capability for good.</summary>
public enum CpuCapAnswer
{
    /// <summary>Not every CPU has it; that doesn't change.</summary>
    No,

    /// <summary>Every CPU has it, and what is patched for it is patched.</summary>
    Yes,

    /// <summary>Asked before it was decided: ask after the pass that it belongs to.</summary>
    TooEarly,
}
