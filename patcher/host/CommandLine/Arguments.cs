using System;
using System.Collections.Generic;

namespace BareMetal.AltTool.CommandLine;

/// <summary>The words after the verb: inputs in order, and options that each take one value.</summary>
internal sealed class Arguments
{
    private readonly List<string> _inputs = [];
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    /// <param name="words">The command line without the verb.</param>
    /// <param name="known">The options that the verb takes.</param>
    public Arguments(ReadOnlySpan<string> words, ReadOnlySpan<string> known)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith('-') || words[i] == "-")
            {
                _inputs.Add(words[i]);
            }
            else if (!known.Contains(words[i]))
            {
                throw new CommandLineException($"there is no option {words[i]}");
            }
            else if (i + 1 == words.Length)
            {
                throw new CommandLineException($"{words[i]} needs a value");
            }
            else if (!_options.TryAdd(words[i], words[++i]))
            {
                throw new CommandLineException($"{words[i - 1]} is given twice");
            }
        }
    }

    public string SingleInput(string what) =>
        _inputs.Count == 1 ? _inputs[0] : throw new CommandLineException($"give one {what}, not {_inputs.Count}");

    /// <summary>The first input, and the others: one at least.</summary>
    public (string First, string[] Others) Inputs(string what) =>
        _inputs.Count >= 2 ? (_inputs[0], [.. _inputs[1..]]) : throw new CommandLineException($"give a {what}, not {_inputs.Count}");

    public string Require(string option) =>
        Find(option) ?? throw new CommandLineException($"{option} is missing");

    public string? Find(string option) => _options.GetValueOrDefault(option);
}
