using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BareMetal.Source.Tests.Rings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BareMetal.Source.Tests.Readme;

/// <summary>
/// The table of README.md that says where something is decided: a question, one or two links in the order in which they are opened,
/// and in code what the last of them declares.
/// </summary>
internal static partial class DecisionTable
{
    public const string Heading = "| What decides";

    public static IEnumerable<Decision> Rows(string readme) => readme.Split('\n')
        .SkipWhile(line => !line.StartsWith(Heading, StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|'))
        .Select(cells =>
            new Decision(cells[1].Trim(), [.. Link().Matches(cells[2]).Select(link => link.Groups[1].Value)],
                Code().Match(cells.ElementAtOrDefault(3) ?? "").Groups[1].Value));

    /// <summary>Whether a file declares a name: a type or member of C#, a label of assembly, the first word of a row of data.</summary>
    public static bool Declares(string file, string text, string name)
    {
        if (!file.EndsWith(".cs", StringComparison.Ordinal))
        {
            return Regex.IsMatch(text, $@"^(\s*function\s+)?{Regex.Escape(name)}\b", RegexOptions.Multiline);
        }

        string[] path = name.TrimEnd('(', ')').Split('.');
        return CompiledSources.Parse(text, file).GetRoot().DescendantNodes().Where(node => NameOf(node) == path[^1])
            .Any(node => path.Length == 1 || node.Ancestors().Any(owner => NameOf(owner) == path[^2]));
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
        EnumMemberDeclarationSyntax member => member.Identifier.Text,
        _ => null,
    };

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
