namespace BareMetal.Patcher;

/// <summary>
/// The text as the plan reads it and the commit writes it. Between its first <see cref="Write"/> and the last
/// <see cref="ContextSynchronize"/> nothing of an implementation may run patchable code.
/// </summary>
public interface ICodeMemory
{
    /// <summary>Whether <see cref="MayWrite"/> knows anything. A constant: where it is false, no commit asks.</summary>
    static virtual bool CanAskForAlias => false;

    /// <summary>The instruction at <paramref name="address"/>, read through the mapping that executes it.</summary>
    static abstract uint Read(CodeAddress address);

    /// <summary>
    /// Where the instruction at <paramref name="address"/> can be written. The alias of one region's text is as contiguous as the
    /// text: it is asked for once.
    /// </summary>
    static abstract AliasAddress Alias(CodeAddress address);

    /// <summary>
    /// Whether an instruction can be stored at its alias: not where nothing is mapped, or read only. Asked once for planned words
    /// that follow each other in a page of 4 KiB, the smallest granule of translation, before the first <see cref="Write"/>.
    /// </summary>
    static virtual bool MayWrite(AliasAddress address) => true;

    /// <summary>Stores one instruction: a single aligned 32-bit store.</summary>
    static abstract void Write(AliasAddress address, uint instruction);

    /// <summary>Cleans the data cache line that starts at <paramref name="line"/>, to the PoU or beyond.</summary>
    static abstract void CleanLine(CodeAddress line);

    /// <summary>Invalidates all of the instruction cache to the PoU, Inner Shareable (IC IALLUIS).</summary>
    static abstract void InvalidateInstructionCache();

    /// <summary>Waits for the maintenance before it, Inner Shareable (DSB ISH).</summary>
    static abstract void DataBarrier();

    /// <summary>Makes this PE fetch again (ISB).</summary>
    static abstract void ContextSynchronize();
}
