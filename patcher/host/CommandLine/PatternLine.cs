using System;
using System.Collections.Generic;
using System.IO;

namespace BareMetal.AltTool.CommandLine;

/// <summary>One line of a data file: a kind, a name or <c>prefix*</c>, and a reason or value. # starts a comment.</summary>
/// <param name="Line">From 1.</param>
internal readonly record struct PatternLine(int Line, string Kind, string Pattern, string Rest)
{
    public static List<PatternLine> Load(string path, ReadOnlySpan<string> kinds) => Parse(path, File.ReadAllLines(path), kinds);

    public static List<PatternLine> Parse(string path, ReadOnlySpan<string> lines, ReadOnlySpan<string> kinds)
    {
        var parsed = new List<PatternLine>();
        for (int i = 0; i < lines.Length; i++)
        {
            string text = lines[i].Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            string[] words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length < 3 || !kinds.Contains(words[0]))
            {
                string remedy = $"Write: {string.Join('|', kinds)} NAME TEXT";
                throw new InputException($"{path}({i + 1})", $"'{text}' isn't a line of this file", remedy);
            }

            parsed.Add(new PatternLine(i + 1, words[0], words[1], words[2]));
        }

        return parsed;
    }

    public bool Matches(string name) =>
        Pattern.EndsWith('*') ? name.AsSpan().StartsWith(Pattern.AsSpan(0, Pattern.Length - 1), StringComparison.Ordinal) : name == Pattern;
}
