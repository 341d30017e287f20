using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BareMetal.Source.Tests.Style;

/// <summary>
/// Each function of assembly says what goes in, what comes out and what it clobbers, in the comment at it: or that it is as another
/// one. One that doesn't return clobbers what it likes.
/// </summary>
internal static partial class FunctionCommentRule
{
    private static readonly string[] s_words = ["In", "Out", "Clobbers"];

    public static IEnumerable<Finding> Of(string file, string text)
    {
        string[] lines = text.Split('\n');
        HashSet<string> functions =
            [.. Called().Matches(text).SelectMany(match => match.Groups["names"].Value.Split(',')).Select(name => name.Trim())];
        for (int i = 0; i < lines.Length; i++)
        {
            if (Label().Match(lines[i]) is { Success: true } label
                && (label.Groups["macro"].Success || functions.Contains(label.Groups["name"].Value) && IsCode(lines, i)))
            {
                string comment = CommentOf(lines, i);
                string[] missing = [.. s_words.Where(word => !Regex.IsMatch(comment, $@"\b{word}\b"))];
                if (missing.Length > 0 && !As().IsMatch(comment) && !(missing is ["Clobbers"] && NeverReturns().IsMatch(comment)))
                {
                    yield return new Finding(
                        file, i + 1, $"{label.Groups["name"].Value}: its comment doesn't say {string.Join(" / ", missing)}");
                }
            }
        }
    }

    /// <summary>Whether an instruction follows the label: data begins with a directive, or is in a section of data.</summary>
    private static bool IsCode(string[] lines, int label)
    {
        if (Data().IsMatch(lines.Take(label).LastOrDefault(line => Section().IsMatch(line)) ?? ""))
        {
            return false;
        }

        IEnumerable<int> rest = Enumerable.Range(label + 1, lines.Length - label - 1).Where(index => !IsComment(lines, index));
        string own = Comment().Replace(lines[label][(lines[label].IndexOf(':') + 1)..], "").Trim();
        string next =
            rest.Select(index => lines[index].Trim()).Prepend(own).FirstOrDefault(line => line is not "" && !line.EndsWith(':')) ?? "";
        return next is not "" && !next.StartsWith('.') && !next.StartsWith('#');
    }

    /// <summary>What is written in the line of a label and in the comment above, which labels that follow each other share.</summary>
    private static string CommentOf(string[] lines, int label)
    {
        IEnumerable<int> above = Enumerable.Range(0, label).Reverse()
            .SkipWhile(index => !IsComment(lines, index) && lines[index].Trim() is var line && (line.StartsWith('.') || line.EndsWith(':')))
            .TakeWhile(index => IsComment(lines, index));
        return string.Join('\n', above.Reverse().Append(label).Select(index => lines[index]));
    }

    /// <summary>Whether a line is nothing but a comment, or within one of several lines.</summary>
    private static bool IsComment(string[] lines, int index)
    {
        string line = lines[index].Trim();
        int opened = Array.FindLastIndex(lines, index, text => text.Contains("/*", StringComparison.Ordinal));
        bool isWithin = opened >= 0 && opened < index && !lines[opened..index].Any(text => text.Contains("*/", StringComparison.Ordinal));
        return isWithin || line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("/*", StringComparison.Ordinal);
    }

    // A function: what other files may call, or what is called here.
    [GeneratedRegex(@"^\s*(?:\.(?:global|globl|weak)\s+(?<names>[\w, \t]+)|(?:\w+:)?\s*bl\s+(?<names>\w+))", RegexOptions.Multiline)]
    private static partial Regex Called();

    [GeneratedRegex(@"^(?:\s*(?<macro>function)\s+(?<name>\w+)|(?<name>[A-Za-z_]\w*):)")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s*\.(text|data|bss|section)\b")]
    private static partial Regex Section();

    [GeneratedRegex(@"^\s*\.(section\s+\.)?(data|bss|rodata)\b")]
    private static partial Regex Data();

    [GeneratedRegex(@"//.*|/\*.*?\*/")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bAs bm_\w+")]
    private static partial Regex As();

    [GeneratedRegex("does not return|doesn't return|never returns|goes on", RegexOptions.IgnoreCase)]
    private static partial Regex NeverReturns();
}
