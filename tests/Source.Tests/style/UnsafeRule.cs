using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BareMetal.Source.Tests.Style;

/// <summary>
/// Every unsafe block, member and type has a comment that begins with SAFETY, right above itself or above a statement, member or type that
/// contains it, and the comment is about this code.
/// </summary>
internal static class UnsafeRule
{
    /// <summary>A reason that fits more files than this is none.</summary>
    private const int MostFiles = 3;

    private const string Mark = "// SAFETY:";

    public static IEnumerable<Finding> Of(IEnumerable<SyntaxTree> trees)
    {
        SyntaxTree[] all = [.. trees];
        (SyntaxTree Tree, int Line, string Text)[] reasons = [.. all.SelectMany(Reasons)];
        IEnumerable<Finding> without = all.SelectMany(tree => UnsafeNodes(tree.GetRoot())
            .Where(node => !node.AncestorsAndSelf().Any(HasReason))
            .Select(node => new Finding(tree.FilePath, LineOf(Keyword(node)), "unsafe, and no SAFETY says what makes it right")));
        IEnumerable<Finding> empty = reasons.Where(reason => reason.Text.Length < 10)
            .Select(reason => new Finding(reason.Tree.FilePath, reason.Line, "SAFETY without a reason"));
        IEnumerable<Finding> repeated = reasons.GroupBy(reason => reason.Text)
            .Where(same => same.Select(reason => reason.Tree.FilePath).Distinct().Count() > MostFiles)
            .SelectMany(
                same => same.Select(
                    reason => new Finding(reason.Tree.FilePath, reason.Line, $"SAFETY as in {same.Count()} places: {reason.Text}")));
        return [.. without, .. empty, .. repeated];
    }

    private static IEnumerable<SyntaxNode> UnsafeNodes(SyntaxNode root) => root.DescendantNodes().Where(node => Keyword(node) != default);

    private static SyntaxToken Keyword(SyntaxNode node) => node switch
    {
        UnsafeStatementSyntax block => block.UnsafeKeyword,
        MemberDeclarationSyntax member => member.Modifiers.FirstOrDefault(SyntaxKind.UnsafeKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.FirstOrDefault(SyntaxKind.UnsafeKeyword),
        _ => default,
    };

    private static bool HasReason(SyntaxNode node) => node is StatementSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax
        && Above(node).Any(trivia => trivia.ToString().StartsWith(Mark, StringComparison.Ordinal));

    /// <summary>Comments before the first token, and after the attributes.</summary>
    private static IEnumerable<SyntaxTrivia> Above(SyntaxNode node) => node is MemberDeclarationSyntax { AttributeLists.Count: > 0 } member
        ? member.GetLeadingTrivia().Concat(member.AttributeLists.SelectMany(list => list.GetLastToken().GetNextToken().LeadingTrivia))
        : node.GetLeadingTrivia();

    private static SyntaxToken FirstOrDefault(this SyntaxTokenList tokens, SyntaxKind kind) =>
        tokens.FirstOrDefault(token => token.IsKind(kind));

    /// <summary>Each reason with the lines that continue it.</summary>
    private static IEnumerable<(SyntaxTree Tree, int Line, string Text)> Reasons(SyntaxTree tree)
    {
        string[] lines = tree.GetText().ToString().Split('\n');
        foreach (SyntaxTrivia trivia in tree.GetRoot().DescendantTrivia()
            .Where(trivia => trivia.ToString().StartsWith(Mark, StringComparison.Ordinal)))
        {
            int line = trivia.GetLocation().GetLineSpan().StartLinePosition.Line;
            IEnumerable<string> rest =
                lines.Skip(line + 1).Select(text => text.Trim()).TakeWhile(text => text.StartsWith("// ", StringComparison.Ordinal))
                .Select(text => text[3..]);
            yield return (tree, line + 1, string.Join(' ', rest.Prepend(trivia.ToString()[Mark.Length..].Trim())).Trim());
        }
    }

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
