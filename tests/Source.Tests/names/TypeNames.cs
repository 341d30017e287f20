using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BareMetal.Source.Tests.Names;

/// <summary>
/// The types that are declared at the top of a file, by name and number of type parameters. A nested type has its owner's name
/// before its own.
/// </summary>
internal static class TypeNames
{
    /// <summary>Names with more than one meaning: types of that name in different namespaces or programs, each with its files.</summary>
    public static IEnumerable<string> WithTwoMeanings(IEnumerable<SyntaxTree> trees, Func<string, string> programOf) => trees
        .SelectMany(tree => Declared(tree).Select(type => (type.Name, type.Namespace, File: tree.FilePath)))
        .Where(type => !IsGiven(type.Name, type.Namespace))
        .GroupBy(type => type.Name)
        .Select(name => (name.Key, Meanings: name.GroupBy(type => (type.Namespace, Program: programOf(type.File))).ToArray()))
        .Where(name => name.Meanings.Length > 1)
        .Select(name => $"{name.Key.Split('`')[0]}: {string.Join("; ", name.Meanings.Select(Describe))}")
        .Order(StringComparer.Ordinal);

    private static string Describe(IGrouping<(string Namespace, string Program), (string Name, string Namespace, string File)> meaning) =>
        $"{meaning.Key.Namespace} ({string.Join(", ", meaning.Select(type => type.File))})";

    /// <summary>
    /// What a rule names: the class of Main; a class of tests, which its project tells from others; what .NET has, as .NET names
    /// it.
    /// </summary>
    private static bool IsGiven(string name, string space) => name == "Program`0"
        || name.EndsWith("Tests`0", StringComparison.Ordinal) && space.EndsWith(".Tests", StringComparison.Ordinal)
        || space.Split('.')[0] == "System";

    private static IEnumerable<(string Name, string Namespace)> Declared(SyntaxTree tree) => tree.GetRoot()
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Select(node =>
            ($"{NameOf(node)}`{ArityOf(node)}",
                node.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? ""));

    private static string NameOf(SyntaxNode node) =>
        node is DelegateDeclarationSyntax made ? made.Identifier.Text : ((BaseTypeDeclarationSyntax)node).Identifier.Text;

    private static int ArityOf(SyntaxNode node) => node switch
    {
        DelegateDeclarationSyntax made => made.Arity,
        TypeDeclarationSyntax type => type.Arity,
        _ => 0,
    };
}
