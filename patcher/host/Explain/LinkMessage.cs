using System;
using System.Collections.Generic;

namespace BareMetal.AltTool.Explain;

/// <summary>One message of lld and the lines that belong to it.</summary>
/// <param name="UndefinedSymbol">What the message misses; null for any other message.</param>
internal readonly record struct LinkMessage(string? UndefinedSymbol, string Text)
{
    private const string Undefined = ": error: undefined symbol: ";

    /// <summary>Splits what lld wrote: a message goes on in lines that start with <c>&gt;&gt;&gt;</c>.</summary>
    public static List<LinkMessage> Split(string log)
    {
        var messages = new List<LinkMessage>();
        foreach (string line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int at = line.IndexOf(Undefined, StringComparison.Ordinal);
            if (line.StartsWith(">>>", StringComparison.Ordinal) && messages.Count > 0)
            {
                messages[^1] = messages[^1] with { Text = $"{messages[^1].Text}\n{line}" };
            }
            else
            {
                messages.Add(new LinkMessage(at < 0 ? null : line[(at + Undefined.Length)..], line));
            }
        }

        return messages;
    }
}
