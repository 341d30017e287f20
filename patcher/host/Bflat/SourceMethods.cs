using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Mono.Cecil;

namespace BareMetal.AltTool.Bflat;

/// <summary>Finds the methods of an assembly in the sources that it was compiled from.</summary>
internal sealed class SourceMethods
{
    private readonly CSharpCompilation _sources;

    /// <param name="files">Absolute paths, in the order in which csc had them.</param>
    /// <param name="defines">The symbols of <c>#if</c>.</param>
    public SourceMethods(IEnumerable<string> files, IEnumerable<string> defines)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Regular, defines);
        _sources = CSharpCompilation.Create(null, files.Select(file => Parse(file, options)));
    }

    public IEnumerable<SyntaxTree> Trees => _sources.SyntaxTrees;

    /// <summary>The declaration of a method or an accessor; of a property that is only <c>=></c>, that.</summary>
    public SyntaxNode Find(MethodDefinition method)
    {
        // csc writes the methods of a type in the order of the sources.
        List<MethodDefinition> overloads = [.. method.DeclaringType.Methods.Where(m => m.Name == method.Name)];
        INamedTypeSymbol? type = _sources.GetTypeByMetadataName(method.DeclaringType.FullName.Replace('/', '+'));
        IMethodSymbol[] found = [.. type?.GetMembers(method.Name).OfType<IMethodSymbol>() ?? []];
        IMethodSymbol? symbol = found.Length == overloads.Count ? found[overloads.IndexOf(method)] : null;
        return symbol is not null && symbol.Parameters.Select(p => p.Name).SequenceEqual(method.Parameters.Select(p => p.Name))
            ? (symbol.PartialImplementationPart ?? symbol).DeclaringSyntaxReferences[0].GetSyntax()
            : throw new InputException(
                method.Module.Name,
                $"{MethodName.Of(method)} isn't in the sources as the assembly has it",
                "Build again; a type that is local to its file can have no alternatives under bflat, nor methods that they name");
    }

    private static SyntaxTree Parse(string file, CSharpParseOptions options)
    {
        using FileStream stream = File.OpenRead(file);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream), options, file);
    }
}
