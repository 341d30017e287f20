namespace BareMetal.Patcher.Tests;

/// <summary>What the patcher did to the text.</summary>
internal enum CodeOperationKind
{
    Write,
    CleanLine,
    DataBarrier,
    InvalidateInstructionCache,
    ContextSynchronize,
}
