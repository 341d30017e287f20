using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BareMetal.Source.Tests.Rings;

/// <summary>
/// What the files of a compilation refer to, by the semantic model: types and members by name, attributes, operators, conversions,
/// indexers, constructors, what foreach calls, methods whose address is taken. Comments don't count, and neither does what csc
/// itself needs. A name that stands for nothing is a reference to <see cref="Nowhere"/>: were there any, others would be missing.
/// </summary>
internal static class CSharpReferences
{
    public const string Nowhere = "nowhere";

    /// <summary>The references from one file to another, of all files of a compilation.</summary>
    public static IEnumerable<Reference> Of(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.AsParallel().SelectMany(tree => Of(compilation.GetSemanticModel(tree), tree)).ToList();

    /// <summary>Symbols that methods have by RuntimeExport: the name, and the file.</summary>
    public static IEnumerable<(string Symbol, string File)> Exports(CSharpCompilation compilation) => compilation.SyntaxTrees
        .SelectMany(
            tree => Attributes(tree, "RuntimeExport").SelectMany(attribute => Strings(attribute).Select(name => (name, tree.FilePath))));

    /// <summary>Symbols that attributes name, RuntimeImport and the like: whoever defines them is referred to.</summary>
    public static IEnumerable<(string Symbol, string File, int Line)> Imports(CSharpCompilation compilation) => compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
            .Where(attribute => NameOf(attribute) != "RuntimeExport")
            .SelectMany(attribute => Strings(attribute).Select(name => (name, tree.FilePath, LineOf(attribute)))));

    private static IEnumerable<Reference> Of(SemanticModel model, SyntaxTree tree)
    {
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax))
        {
            if (node is SimpleNameSyntax { Parent: not NameEqualsSyntax } name && IsUnresolved(model, name))
            {
                yield return new Reference(tree.FilePath, LineOf(node), Nowhere, name.Identifier.Text);
            }

            foreach (ISymbol symbol in SymbolsOf(model, node).Select(Declared).OfType<ISymbol>())
            {
                foreach (string file in symbol.DeclaringSyntaxReferences.Select(place => place.SyntaxTree.FilePath)
                    .Where(file => file != tree.FilePath).Distinct())
                {
                    yield return new Reference(tree.FilePath, LineOf(node), file, NameOf(symbol));
                }
            }
        }
    }

    private static IEnumerable<ISymbol?> SymbolsOf(SemanticModel model, SyntaxNode node)
    {
        if (node is UsingDirectiveSyntax { StaticKeyword: var isStatic, Alias: var alias, NamespaceOrType: var target }
            && (alias is not null || isStatic != default))
        {
            return All(model.GetSymbolInfo(target)).Cast<ISymbol?>();
        }

        return node switch
        {
            // Keywords of C#: int, string
            PredefinedTypeSyntax => [],
            ForEachStatementSyntax loop when model.GetForEachStatementInfo(loop) is var info =>
                [info.GetEnumeratorMethod,
                    info.MoveNextMethod, info.CurrentProperty, info.DisposeMethod, info.ElementConversion.MethodSymbol],
            ExpressionSyntax expression =>
                All(model.GetSymbolInfo(expression)).Append<ISymbol?>(model.GetConversion(expression).MethodSymbol),
            ConstructorInitializerSyntax initializer => All(model.GetSymbolInfo(initializer)),
            AttributeSyntax attribute => All(model.GetSymbolInfo(attribute)),
            _ => [],
        };
    }

    private static bool IsUnresolved(SemanticModel model, SimpleNameSyntax name) =>
        name.Identifier.Text is not ("nameof" or "unmanaged" or "notnull") && All(model.GetSymbolInfo(name)).IsEmpty;

    /// <summary>A method group has no symbol of its own: all that it could be count.</summary>
    private static ImmutableArray<ISymbol> All(SymbolInfo info) => info.Symbol is null ? info.CandidateSymbols : [info.Symbol];

    /// <summary>The type or member as declared; null for what belongs to no file of its own: namespaces, locals, parameters.</summary>
    private static ISymbol? Declared(ISymbol? symbol) => symbol switch
    {
        IAliasSymbol alias => Declared(alias.Target),
        IMethodSymbol { ReducedFrom: { } reduced } => Declared(reduced),
        IMethodSymbol { AssociatedSymbol: { } owner } => Declared(owner),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.FunctionPointerSignature } =>
            null,
        IPointerTypeSymbol pointer => Declared(pointer.PointedAtType),
        IArrayTypeSymbol array => Declared(array.ElementType),
        INamedTypeSymbol or IMethodSymbol or IFieldSymbol or IPropertySymbol or IEventSymbol =>
            symbol.IsImplicitlyDeclared
                || symbol.DeclaringSyntaxReferences.IsEmpty && symbol.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty
                ? Declared(symbol is INamedTypeSymbol ? null : symbol.ContainingType)
                : symbol.OriginalDefinition,
        _ => null,
    };

    private static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => NameOf(symbol.ContainingType),
        _ when symbol.ContainingType is { } type => $"{NameOf(type)}.{symbol.Name}",
        _ => symbol.Name,
    };

    private static string NameOf(AttributeSyntax attribute) => attribute.Name.ToString().Split('.')[^1];

    private static IEnumerable<AttributeSyntax> Attributes(SyntaxTree tree, string name) =>
        tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>().Where(attribute => NameOf(attribute) == name);

    private static IEnumerable<string> Strings(AttributeSyntax attribute) => attribute.DescendantNodes().OfType<LiteralExpressionSyntax>()
        .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
        .Select(literal => literal.Token.ValueText);

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
