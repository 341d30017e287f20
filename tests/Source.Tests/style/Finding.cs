namespace BareMetal.Source.Tests.Style;

/// <summary>A place that breaks a rule.</summary>
internal readonly record struct Finding(string File, int Line, string Text)
{
    public override string ToString() => $"{File}:{Line}: {Text}";
}
