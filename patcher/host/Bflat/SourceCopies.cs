using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BareMetal.AltTool.Bflat;

/// <summary>
/// Copies of the sources with more attributes. A directive names the original, as csc's PDB does, and no line moves: messages, debug
/// information and CallerLineNumber say what they say without bflat.
/// </summary>
internal sealed class SourceCopies
{
    private readonly string _sourceRoot;
    private readonly string _folder;
    private readonly SyntaxTree[] _sources;
    private readonly Dictionary<SyntaxTree, List<TextChange>> _insertions = [];

    /// <param name="sourceRoot">Where the build's paths begin; may be empty.</param>
    /// <param name="folder">Gets the copies; what is in it is deleted.</param>
    public SourceCopies(IEnumerable<SyntaxTree> sources, string sourceRoot, string folder)
    {
        _sourceRoot = sourceRoot;
        _folder = folder;
        _sources = [.. sources];
        foreach (SyntaxTree source in _sources)
        {
            _insertions.Add(source, []);
        }
    }

    /// <param name="declaration">A method, an accessor, or the <c>=></c> of a property.</param>
    /// <param name="attributes">One or several, separated by commas.</param>
    public void Add(SyntaxNode declaration, string attributes)
    {
        List<TextChange> insertions = _insertions[declaration.SyntaxTree];
        if (declaration is ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property })
        {
            // Only an accessor that is written out can have attributes.
            Insert(insertions, declaration.SpanStart, $"{{ [{attributes}] get ");
            Insert(insertions, property.Span.End, " }");
        }
        else
        {
            Insert(insertions, declaration.SpanStart, $"[{attributes}] ");
        }
    }

    /// <returns>The paths of the copies, in the order of the sources.</returns>
    public string[] Write()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        return [.. _sources.Select(source => Write(source, _insertions[source]))];
    }

    private static void Insert(List<TextChange> insertions, int position, string text) =>
        insertions.Add(new TextChange(new TextSpan(position, 0), text));

    private string Write(SyntaxTree source, List<TextChange> insertions)
    {
        string name = MappedPath.Of(_sourceRoot, source.FilePath);
        string copy = Path.Join(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        using StreamWriter writer = new(copy);
        writer.Write($"#line 1 \"{name}\"\n");
        source.GetText().WithChanges(insertions.OrderBy(insertion => insertion.Span.Start)).Write(writer);
        return copy;
    }
}
