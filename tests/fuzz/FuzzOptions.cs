using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using BareMetal.BootTest;

namespace BareMetal.Fuzz;

/// <summary>What the command line asks for: <c>--name value</c>, and files.</summary>
internal sealed class FuzzOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    /// <exception cref="FuzzUsageException">One isn't known, or has no value.</exception>
    public FuzzOptions(ReadOnlySpan<string> arguments)
    {
        string[] known = ["target", "seconds", "executions", "seed", "jobs", "record", "corpus", "found", "keep", "hang"];
        List<string> files = [];
        for (int index = 0; index < arguments.Length; index++)
        {
            if (!arguments[index].StartsWith("--", StringComparison.Ordinal))
            {
                files.Add(arguments[index]);
            }
            else if (known.Contains(arguments[index][2..]) && index + 1 < arguments.Length)
            {
                _values[arguments[index][2..]] = arguments[++index];
            }
            else
            {
                string names = string.Join(", ", known.Select(name => $"--{name}"));
                throw new FuzzUsageException($"{arguments[index]} isn't known, or has no value: {names}");
            }
        }

        Files = files;
    }

    /// <summary>What isn't an option.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Names of the targets; all where none is named.</summary>
    public IReadOnlyList<string> Targets =>
        _values.TryGetValue("target", out string? names) && names.Length > 0 ? names.Split(',') : [.. FuzzTargets.Names];

    /// <summary>How long all of it may take, in seconds.</summary>
    public int Seconds => Number("seconds", 60);

    /// <summary>Inputs after which a target ends; 0 for no limit.</summary>
    public int Executions => Number("executions", 0);

    /// <summary>How long one input may take, in seconds; generous, since the machine may be busy.</summary>
    public int Hang => Number("hang", 20);

    /// <summary>What the random numbers come from.</summary>
    public int Seed => Number("seed", 1);

    /// <summary>Targets that run at the same time.</summary>
    public int Jobs => Number("jobs", Environment.ProcessorCount);

    /// <summary>The file that a worker shares with whoever started it.</summary>
    public string Record =>
        _values.TryGetValue("record", out string? path) ? path : throw new FuzzUsageException("a worker needs --record");

    /// <summary>Folder of the inputs to start from, one folder in it for each target.</summary>
    public string Corpus => Path("corpus", "tests", "fuzz", "corpus");

    /// <summary>Folder for inputs that break a property, laid out like <see cref="Corpus"/>.</summary>
    public string Found => Path("found", "out", "fuzz", "found");

    /// <summary>
    /// Folder for inputs that did something new, and of a run before: laid out like <see cref="Corpus"/>; empty for none.
    /// </summary>
    public string Keep => _values.TryGetValue("keep", out string? path) ? path : "";

    private string Path(string name, params string[] fallback) =>
        _values.TryGetValue(name, out string? path) ? System.IO.Path.GetFullPath(path) : Repository.PathOf(fallback);

    private int Number(string name, int fallback)
    {
        if (!_values.TryGetValue(name, out string? text))
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new FuzzUsageException($"--{name} {text}: a number");
    }
}
