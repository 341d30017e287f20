namespace BareMetal.Patcher.Tests;

/// <summary>One thing that the patcher did to the text, in the order in which it did it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Address">The execute address that it is about, or 0.</param>
/// <param name="Word">The instruction written, or 0.</param>
internal readonly record struct CodeOperation(CodeOperationKind Kind, ulong Address = 0, uint Word = 0);
