using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BareMetal.BootTest;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BareMetal.Source.Tests.Rings;

/// <summary>
/// The two programs of the sources, as csc compiles them: the Image, which is its own core library, and alt with the patcher.
/// </summary>
internal static partial class CompiledSources
{
    private const string BuildInfoFile = "boot/image/BuildInfo.targets";
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14, DocumentationMode.None);
    private static readonly ConcurrentDictionary<string, SyntaxTree> s_trees = new();
    private static readonly Lazy<MetadataReference[]> s_platform = new(() => [.. Platform()]);

    public static CSharpCompilation Image()
    {
        IEnumerable<string> files =
            SourceFiles.CSharpFiles.Where(file => IsOf(file, "runtime-lite") || IsOf(file, "boot") || IsPatcher(file));
        SyntaxTree[] trees =
            [.. files.Where(file => !IsOf(file, "boot/app")).Select(ParseFile), .. Generated(), Parse(BuildInfo(), BuildInfoFile)];
        return CSharpCompilation.Create("BareMetal", trees, [], Options(NullableContextOptions.Disable));
    }

    public static CSharpCompilation Tool() =>
        Hosted([.. SourceFiles.CSharpFiles.Where(file => IsOf(file, "patcher/host") || IsPatcher(file)).Select(ParseFile), .. Generated()]);

    /// <summary>A program of .NET, with the packages of alt.</summary>
    public static CSharpCompilation Hosted(IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create("alt", trees, s_platform.Value, Options(NullableContextOptions.Enable));

    /// <summary>A file of the repository, parsed once.</summary>
    public static SyntaxTree ParseFile(string file) => s_trees.GetOrAdd(file, path => Parse(SourceFiles.Read(path), path));

    public static SyntaxTree Parse(string text, string file) => CSharpSyntaxTree.ParseText(text, s_options, file, Encoding.UTF8);

    /// <summary>
    /// The assembler's sources of the Image, and what they include. Files that generate.awk writes count as the data they come
    /// from.
    /// </summary>
    public static IEnumerable<(string File, string Text)> Assembly() => SourceFiles.All
        .Where(file => (IsOf(file, "runtime-lite") || IsOf(file, "boot") || IsPatcher(file)) && Path.GetExtension(file) is ".S" or ".inc")
        .Select(file => (file, SourceFiles.Read(file)));

    /// <summary>The data file that a generated file names in its first line, by the name of the generated one.</summary>
    public static Dictionary<string, string> GeneratedFrom() => Directory
        .EnumerateFiles(Repository.PathOf("out/gen"), "*.*")
        .ToDictionary(path => Path.GetFileName(path), path => DataFile().Match(File.ReadLines(path).First()).Groups[1].Value);

    private static bool IsOf(string file, string folder) => file.StartsWith(folder + "/", StringComparison.Ordinal);

    private static bool IsPatcher(string file) => IsOf(file, "patcher") && !IsOf(file, "patcher/host");

    private static IEnumerable<SyntaxTree> Generated() => GeneratedFrom()
        .Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => Parse(SourceFiles.Read("out/gen/" + file.Key), file.Value));

    /// <summary>What BuildInfo.targets writes for C#: the values don't matter here.</summary>
    private static string BuildInfo()
    {
        IEnumerable<string> lines =
            XDocument.Load(Repository.PathOf(BuildInfoFile)).Descendants("BuildInfoLine").Select(line => line.Attribute("Include")!.Value);
        return string.Join('\n', lines).Replace("%3B", ";", StringComparison.Ordinal)
            .Replace("$(EarlyConsole)", "0", StringComparison.Ordinal).Replace("$(ImageTests)", "false", StringComparison.Ordinal);
    }

    private static IEnumerable<MetadataReference> Platform() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is not ("alt.dll" or "BareMetal.Patcher.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));

    private static CSharpCompilationOptions Options(NullableContextOptions nullable) =>
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: nullable);

    [GeneratedRegex(@" from (\S+):")]
    private static partial Regex DataFile();
}
