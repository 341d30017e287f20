using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BareMetal.Source.Tests.Style;

/// <summary>How long a line and a file of C# may be. .editorconfig says the first too, but no tool checks it.</summary>
internal static class LengthRules
{
    public const int Columns = 140;

    public const int Lines = 300;

    /// <summary>Lines that are too long, but for those of a string of several lines: such a line is data, and can't be broken.</summary>
    public static IEnumerable<Finding> LongLines(SyntaxTree tree) => tree.GetText().Lines
        .Where(line => line.Span.Length > Columns && !IsInString(tree, line))
        .Select(line => new Finding(tree.FilePath, line.LineNumber + 1, $"{line.Span.Length} columns"));

    public static IEnumerable<Finding> LongFile(string file, string text) =>
        text.TrimEnd('\n').Split('\n').Length is var lines and > Lines ? [new Finding(file, lines, $"{lines} lines")] : [];

    private static bool IsInString(SyntaxTree tree, TextLine line) => tree.GetRoot().FindToken(line.Start).Parent?.AncestorsAndSelf()
        .Any(node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax
            && node.SpanStart < line.Start && node.Span.End > line.Start) ?? false;
}
