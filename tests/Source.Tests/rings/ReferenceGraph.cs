using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BareMetal.Source.Tests.Rings;

/// <summary>All references between the files of the areas: those of C#, those of assembly, and those by symbol between the two.</summary>
internal sealed class ReferenceGraph
{
    private ReferenceGraph(IReadOnlyList<Reference> references, IReadOnlySet<string> files)
    {
        References = references;
        Files = files;
    }

    public IReadOnlyList<Reference> References { get; }

    /// <summary>The files that were read.</summary>
    public IReadOnlySet<string> Files { get; }

    public static ReferenceGraph Of(IReadOnlyList<CSharpCompilation> compilations, IReadOnlyList<(string File, string Text)> assembly,
        IReadOnlyDictionary<string, string> generated)
    {
        ILookup<string, string> definitions = AssemblyReferences.Definitions(assembly)
            .Concat(compilations.SelectMany(CSharpReferences.Exports))
            .Distinct()
            .ToLookup(definition => definition.Symbol, definition => definition.File);
        IEnumerable<Reference> imports = compilations.SelectMany(CSharpReferences.Imports)
            .SelectMany(
                import =>
                    definitions[import.Symbol].Where(file => file != import.File)
                        .Select(file => new Reference(import.File, import.Line, file, import.Symbol)));
        IEnumerable<Reference> all = compilations.SelectMany(CSharpReferences.Of)
            .Concat(imports)
            .Concat(AssemblyReferences.Of(assembly, definitions, generated));
        return new ReferenceGraph(
            [.. all.Distinct().OrderBy(reference => reference.From, StringComparer.Ordinal).ThenBy(reference => reference.Line)],
            compilations.SelectMany(compilation => compilation.SyntaxTrees).Select(tree => tree.FilePath)
                .Concat(assembly.Select(source => source.File)).ToHashSet());
    }
}
