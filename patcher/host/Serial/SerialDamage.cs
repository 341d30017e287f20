namespace BareMetal.AltTool.Serial;

/// <summary>Why a report can't be trusted.</summary>
/// <param name="Kind">The kind of line that it is about, of <see cref="LineKind"/>.</param>
/// <param name="Line">Its number in the log, from 1; 0 where it is about the report as a whole.</param>
/// <param name="Text">What is wrong.</param>
public readonly record struct SerialDamage(string Kind, int Line, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
