using System;
using System.IO;
using System.Security.Cryptography;

namespace BareMetal.Fuzz;

/// <summary>Inputs as files: a folder for each target, a name by what is in the file.</summary>
internal static class FoundInput
{
    private const int NameBytes = 8;

    /// <summary>Writes one.</summary>
    /// <returns>Its path.</returns>
    public static string Save(string folder, string target, ReadOnlySpan<byte> input)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, NameBytes));
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, target)).FullName, name);
        File.WriteAllBytes(path, input);
        return path;
    }

    /// <summary>The target that an input is for: the name of its folder.</summary>
    public static string TargetOf(string path) => File.Exists(path)
        ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? ""
        : throw new FuzzUsageException(
            $"there is no file {path}: give one of out/fuzz/found/TARGET/ or tests/fuzz/corpus/TARGET/, whose folder names its target");
}
