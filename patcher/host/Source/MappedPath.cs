using System;
using System.IO;

namespace BareMetal.AltTool.Source;

/// <summary>A deterministic build doesn't know where its sources lie; other builds name them by absolute paths.</summary>
internal static class MappedPath
{
    /// <summary>What the build's PathMap turns the root of the repository into.</summary>
    private const string Root = "/_/";

    /// <param name="sourceRoot">Put before paths that are relative to the root of the repository; may be empty.</param>
    public static string Under(string sourceRoot, string file) =>
        file.StartsWith(Root, StringComparison.Ordinal) ? Path.Combine(sourceRoot, file[Root.Length..]) : file;

    /// <summary>The name that the build gives an absolute path.</summary>
    public static string Of(string sourceRoot, string file) =>
        sourceRoot.Length != 0 && file.StartsWith(sourceRoot, StringComparison.Ordinal) ? Root + file[sourceRoot.Length..] : file;
}
