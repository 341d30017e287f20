using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Source.Tests;

/// <summary>The files of this repository, by their path from its root. Untracked ones count unless git ignores them.</summary>
internal static class SourceFiles
{
    private const string Corpus = "tests/fuzz/corpus/";

    private static readonly Lazy<string[]> s_files = new(List);

    /// <summary>All files but the inputs of the fuzzer, which are data of any bytes.</summary>
    public static IReadOnlyList<string> All => s_files.Value;

    public static IEnumerable<string> CSharpFiles => All.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    /// <summary>Whether a file holds no NUL.</summary>
    public static bool IsText(string file) => !File.ReadAllBytes(Repository.PathOf(file)).Contains((byte)0);

    public static string FolderOf(string file) => file.LastIndexOf('/') is int slash and >= 0 ? file[..slash] : "";

    private static string[] List()
    {
        CommandResult git =
            Command.Run(Repository.Root, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z").Required("git ls-files");
        return [.. git.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => !file.StartsWith(Corpus, StringComparison.Ordinal) && File.Exists(Repository.PathOf(file)))
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }
}
