using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace BareMetal.Source.Tests.Rings;

/// <summary>What assembler sources define and name: symbols of other files, and the files that they include.</summary>
internal static partial class AssemblyReferences
{
    /// <summary>Labels that aren't local to their file, and what the macro <c>function</c> opens.</summary>
    public static IEnumerable<(string Symbol, string File)> Definitions(IEnumerable<(string File, string Text)> sources) => sources
        .SelectMany(source => Definition().Matches(source.Text).Select(match => (match.Groups["name"].Value, source.File)));

    /// <summary>Every word that some file defines, wherever an instruction, a directive or a macro names it.</summary>
    public static IEnumerable<Reference> Of(
        IEnumerable<(string File, string Text)> sources, ILookup<string, string> definitions, IReadOnlyDictionary<string, string> generated)
    {
        List<(string File, string Text)> all = [.. sources];
        ILookup<string, string> files = all.Select(source => source.File).ToLookup(file => Path.GetFileName(file));
        foreach ((string file, string text) in all)
        {
            string[] lines = WithoutComments(text).Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                IEnumerable<(string To, string Name)> found = Include().Match(lines[i]) is { Success: true } include
                    ? (generated.TryGetValue(include.Groups[1].Value, out string? data) ? [data] : files[include.Groups[1].Value]).Select(
                        to => (to, to))
                    : Word().Matches(lines[i]).SelectMany(word => definitions[word.Value].Select(to => (to, word.Value)));
                foreach ((string to, string name) in found.Where(target => target.To != file))
                {
                    yield return new Reference(file, i + 1, to, name);
                }
            }
        }
    }

    /// <summary>Comments become spaces, and lines stay lines.</summary>
    private static string WithoutComments(string text) => Comment().Replace(text, match => LineText().Replace(match.Value, " "));

    [GeneratedRegex(@"^(?:\s*function\s+(?<name>\w+)|(?<name>[A-Za-z_]\w*):)", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\s*(?:#|\.)include\s+""([^""]+)""")]
    private static partial Regex Include();

    [GeneratedRegex(@"[A-Za-z_]\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex LineText();
}
