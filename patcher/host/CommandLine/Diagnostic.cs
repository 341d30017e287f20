namespace BareMetal.AltTool.CommandLine;

/// <summary>A finding in the form that MSBuild and IDEs understand: <c>boot/Program.cs(12,9): error BM0001: text</c>.</summary>
/// <param name="Origin">The source file, or the build output that the finding is about.</param>
/// <param name="Line">From 1; 0 where the finding has no line.</param>
internal readonly record struct Diagnostic(string Origin, int Line, int Column, string Code, string Text)
{
    public Diagnostic(string origin, string code, string text)
        : this(origin, 0, 0, code, text)
    {
    }

    public override string ToString() =>
        Line > 0 ? $"{Origin}({Line},{Column}): error {Code}: {Text}" : $"{Origin} : error {Code}: {Text}";
}
