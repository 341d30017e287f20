namespace BareMetal.Boot;

/// <summary>What the patcher does with text, through <see cref="Patcher.ICodeMemory"/>.</summary>
internal enum CodeEvent
{
    Read,
    Write,
    CleanLine,
    InvalidateInstructionCache,
    DataBarrier,
    ContextSynchronize,
}
