namespace BareMetal.Patcher;

/// <summary>
/// What is known of the capabilities of all CPUs at any time of a boot: those found so far, and which of them are final. A
/// capability of boot scope is decided by the boot pass, any other by the system pass.
/// </summary>
public struct CpuCapAnswers
{
    private CpuCapSet _found;
    private CpuCapSet _decided;

    /// <summary>Takes what is found now. What is decided must not change any more.</summary>
    public void Update(in CpuCapSet found) => _found = found;

    /// <summary>Decides the capabilities of a pass.</summary>
    public void Decide(AltPass pass) => _decided |= CpuCapSet.DecidedIn(pass);

    /// <summary>Whether all CPUs known now have a capability.</summary>
    public readonly bool Has(CpuCap cap) => _found.Has(cap);

    /// <summary>The final answer on whether all CPUs have a capability.</summary>
    public readonly CpuCapAnswer HasForGood(CpuCap cap) =>
        !_decided.Has(cap) ? CpuCapAnswer.TooEarly : _found.Has(cap) ? CpuCapAnswer.Yes : CpuCapAnswer.No;
}

/// <summary>The final answer on a capability, if there is one yet.</summary>
public enum CpuCapAnswer
{
    /// <summary>Not every CPU has it; that doesn't change.</summary>
    No,

    /// <summary>Every CPU has it, and what is patched for it is patched.</summary>
    Yes,

    /// <summary>Asked before it was decided: ask after the pass that it belongs to.</summary>
    TooEarly,
}
