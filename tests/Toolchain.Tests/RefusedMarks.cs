using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace BareMetal.Toolchain.Tests;

/// <summary>
/// What the sources in the folder refused say of themselves: <c>// refused: text | text</c> at the end of a line, or on lines of its
/// own before it, is what the messages about that line must say. A text goes on in the next line of the comment where that is indented.
/// </summary>
internal static class RefusedMarks
{
    private const string Mark = "// refused: ";
    private const string Continued = "//          ";
    private const string Separator = " | ";

    /// <summary>Lines, from 1, and what must be said of them.</summary>
    public static IEnumerable<(int Line, string Text)> Of(string path)
    {
        string before = "";
        foreach ((int index, string line) in File.ReadLines(path).Index())
        {
            string text = line.Trim();
            if (text.StartsWith(Mark, StringComparison.Ordinal))
            {
                before += (before.Length == 0 ? "" : Separator) + text[Mark.Length..];
            }
            else if (before.Length > 0 && text.StartsWith(Continued, StringComparison.Ordinal))
            {
                before += $" {text[Continued.Length..]}";
            }
            else
            {
                int mark = line.IndexOf(Mark, StringComparison.Ordinal);
                string own = mark < 0 ? "" : line[(mark + Mark.Length)..];
                foreach (string each in $"{before}{Separator}{own}".Split(Separator, StringSplitOptions.RemoveEmptyEntries))
                {
                    yield return (index + 1, each);
                }

                before = "";
            }
        }
    }
}
