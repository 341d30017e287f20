using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>Capability names by the words of their log line, from patcher/capabilities/cpucaps.txt.</summary>
public sealed class CpuCapNames
{
    private const string Detected = "CPU features: detected: ";

    private readonly Dictionary<string, string> _nameByText;

    private CpuCapNames(Dictionary<string, string> nameByText) => _nameByText = nameByText;

    /// <summary>All names that can be logged.</summary>
    public ISet<string> All => _nameByText.Values.ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads the lines <c>NAME | type | text | …</c>; those without a text are never logged.</summary>
    public static CpuCapNames Load(string path)
    {
        return new CpuCapNames(File.ReadLines(path)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(fields => fields.Length >= 3 && fields[2].Length > 0)
            .ToDictionary(fields => fields[2], fields => fields[0], StringComparer.Ordinal));
    }

    /// <summary>The capabilities that a boot logged as detected; a text that isn't in the file stands for itself.</summary>
    public IReadOnlySet<string> DetectedIn(BootLog log)
    {
        return log.After(Detected).Select(text => _nameByText.GetValueOrDefault(text.Trim(), text.Trim()))
            .ToHashSet(StringComparer.Ordinal);
    }
}
