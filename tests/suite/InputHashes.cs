using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using BareMetal.Tests;

namespace BareMetal.Suite;

/// <summary>
/// Hashes of files and folders as they lie in the working tree: of what git knows there, or would take. Neither a commit nor a time
/// goes in, so that a commit ages nothing.
/// </summary>
/// <param name="root">The top folder of the repository.</param>
internal sealed class InputHashes(string root)
{
    /// <summary>What text is called that nothing runs: a change of it ages nothing.</summary>
    private const string Document = ".md";

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>A hash for each input.</summary>
    /// <exception cref="SuiteException">An input holds no file.</exception>
    public IReadOnlyDictionary<string, string> Of(IEnumerable<string> inputs) =>
        inputs.ToDictionary(input => input, Of, StringComparer.Ordinal);

    private string Of(string input)
    {
        if (!_known.TryGetValue(input, out string? hash))
        {
            hash = Compute(input);
            _known.Add(input, hash);
        }

        return hash;
    }

    private string Compute(string input)
    {
        string list =
            Command.Run(root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", input)
                .Required("git ls-files").Output;
        string[] files = [.. list.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => !file.EndsWith(Document, StringComparison.Ordinal) && File.Exists(Path.Combine(root, file)))
            .Distinct()
            .Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            throw new SuiteException($"input '{input}' holds no file: correct tests/proof/parts.json");
        }

        using IncrementalHash all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            all.AppendData(Encoding.UTF8.GetBytes($"{file}\0"));
            all.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, file))));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset())[..32];
    }
}
