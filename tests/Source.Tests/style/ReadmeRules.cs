using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BareMetal.BootTest;

namespace BareMetal.Source.Tests.Style;

/// <summary>What a README names is there: files and headings that it links to, paths in code, targets of make, commands.</summary>
internal static partial class ReadmeRules
{
    private static readonly Lazy<HashSet<string>> s_targets = new(() =>
        [.. Target().Matches(SourceFiles.Read("Makefile"))
            .SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);

    public static IEnumerable<Finding> Links(string file, string text) => Matches(text, Link()).SelectMany(link =>
    {
        string target = link.Match.Groups["file"].Value;
        string path =
            target is "" ? file : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, SourceFiles.FolderOf(file), target));
        if (!Exists(path))
        {
            return [new Finding(file, link.Line, $"links to {target}: no such file")];
        }

        string heading = link.Match.Groups["heading"].Value;
        return heading is "" || Headings(path).Contains(heading)
            ? Array.Empty<Finding>()
            : [new Finding(file, link.Line, $"links to #{heading}: no such heading in {path}")];
    });

    /// <summary>
    /// What is in code and has a slash, where its first folder exists here or in the root. What a build makes is in out/, and a
    /// word in capitals, as in <c>corpus/TARGET</c>, is for the reader to fill in.
    /// </summary>
    public static IEnumerable<Finding> Paths(string file, string text) => Matches(text, CodePath())
        .Select(path => (path.Line, Path: path.Match.Groups[1].Value.TrimEnd('/')))
        .Where(path => !path.Path.StartsWith("out/", StringComparison.Ordinal) && !Capitals().IsMatch(path.Path)
            && IsThere(file, path.Path.Split('/')[0]) && !IsThere(file, path.Path))
        .Select(path => new Finding(file, path.Line, $"names `{path.Path}`: no such file"));

    /// <summary>make X in code, and commands of the repository at the beginning of a line of an example.</summary>
    public static IEnumerable<Finding> Commands(string file, string text)
    {
        IEnumerable<Finding> targets = Matches(text, Make()).Where(make => !s_targets.Value.Contains(make.Match.Groups[1].Value))
            .Select(make => new Finding(file, make.Line, $"names make {make.Match.Groups[1].Value}: no such target"));
        IEnumerable<Finding> commands = Matches(text, Example())
            .Select(example => (example.Line, Path: example.Match.Groups[1].Value))
            .Where(example => !example.Path.StartsWith("out/", StringComparison.Ordinal) && !File.Exists(Repository.PathOf(example.Path)))
            .Select(example => new Finding(file, example.Line, $"runs {example.Path}: no such file"));
        return targets.Concat(commands);
    }

    private static bool IsThere(string file, string path) => Exists(path) || Exists(Path.Combine(SourceFiles.FolderOf(file), path));

    private static bool Exists(string path) => Path.Exists(Repository.PathOf(path));

    private static IEnumerable<(int Line, Match Match)> Matches(string text, Regex regex) => text.Split('\n').Index()
        .SelectMany(line => regex.Matches(line.Item).Select(match => (line.Index + 1, match)));

    /// <summary>Headings as GitHub makes them into anchors.</summary>
    private static IEnumerable<string> Headings(string path) => SourceFiles.Read(path).Split('\n')
        .Where(line => line.StartsWith('#'))
        .Select(line => NoAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<file>[^)#\s]*)(?:#(?<heading>[^)\s]*))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:[a-z][\w.-]*/)+[\w-][\w.-]*/?|(?:boot|patcher|qemu|tests|runtime-lite|linker-scripts)/)`")]
    private static partial Regex CodePath();

    [GeneratedRegex(@"(^|/)[A-Z]{2,}(/|\.|$)(?<!README\.)")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"(?:^ {4}|`|\$ )make ([a-z][a-z-]*)")]
    private static partial Regex Make();

    [GeneratedRegex(@"^ {4}(?:\$ )?((?:boot|patcher|qemu|tests|out)/[\w./-]+)")]
    private static partial Regex Example();

    [GeneratedRegex(@"^([a-z][a-z ./-]*):(?!=)", RegexOptions.Multiline)]
    private static partial Regex Target();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
