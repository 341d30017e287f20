using System;
using System.Text;
using System.Text.RegularExpressions;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>What a serial line is compared with: a text that it contains, or a regular expression.</summary>
public sealed class LinePattern
{
    private static readonly TimeSpan s_matchLimit = TimeSpan.FromSeconds(1);

    private readonly string _text;
    private readonly Regex? _regex;

    private LinePattern(string text, Regex? regex)
    {
        _text = text;
        _regex = regex;
    }

    /// <summary>A line that contains the text.</summary>
    public static LinePattern Literal(string text) => new(text, null);

    /// <summary>A line that the expression matches somewhere.</summary>
    /// <exception cref="ArgumentException">It isn't one.</exception>
    public static LinePattern Regex(string expression)
    {
        return new(expression, new Regex(OnTheLine(expression), RegexOptions.CultureInvariant, s_matchLimit));
    }

    /// <summary>Whether a serial line is one.</summary>
    public bool Matches(string line) => _regex?.IsMatch(line) ?? line.Contains(OnTheLine(_text), StringComparison.Ordinal);

    /// <summary>The same as a regular expression.</summary>
    public string ToRegex() => _regex is null ? System.Text.RegularExpressions.Regex.Escape(_text) : _text;

    /// <inheritdoc/>
    public override string ToString() => _regex is null ? $"'{_text}'" : $"/{_text}/";

    // A serial line has a character for each byte; cases are UTF-8.

    private static string OnTheLine(string text) => SerialText.Of(Encoding.UTF8.GetBytes(text));
}
