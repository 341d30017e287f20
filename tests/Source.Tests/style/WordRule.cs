using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace BareMetal.Source.Tests.Style;

/// <summary>Texts that no file has, by a list of regular expressions, each with a tab and the remedy.</summary>
internal sealed class WordRule
{
    private readonly (Regex Pattern, string Remedy)[] _rows;

    public WordRule(string list) => _rows = [.. list.Split('\n').Where(line => line.Trim() is not "" && !line.StartsWith('#')).Select(Row)];

    public IEnumerable<Finding> Of(string file, string text)
    {
        foreach ((int index, string line) in text.Split('\n').Index())
        {
            foreach ((Regex pattern, string remedy) in _rows)
            {
                if (pattern.Match(line) is { Success: true } match)
                {
                    yield return new Finding(file, index + 1, $"\"{match.Value}\": {remedy}");
                }
            }
        }
    }

    private static (Regex Pattern, string Remedy) Row(string line) =>
        line.Split('\t') is [var pattern, var remedy] && remedy.Trim() is not ""
        ? (new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled), remedy)
        : throw new InvalidDataException($"expected a pattern, a tab and the remedy: {line}");
}
