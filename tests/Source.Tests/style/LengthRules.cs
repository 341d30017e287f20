using System.Collections.Generic;
using System.Linq;

namespace BareMetal.Source.Tests.Style;

/// <summary>How long a line and a file of C# may be. .editorconfig says the first too, but no tool checks it.</summary>
internal static class LengthRules
{
    public const int Columns = 140;

    public const int Lines = 300;

    public static IEnumerable<Finding> LongLines(string file, string text) => text.Split('\n').Index()
        .Where(line => line.Item.Length > Columns)
        .Select(line => new Finding(file, line.Index + 1, $"{line.Item.Length} columns"));

    public static IEnumerable<Finding> LongFile(string file, string text) =>
        text.TrimEnd('\n').Split('\n').Length is var lines and > Lines ? [new Finding(file, lines, $"{lines} lines")] : [];
}
