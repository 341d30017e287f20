using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BareMetal.AltTool.Serial;

/// <summary>
/// The verdict of a boot: <c>PASS</c>, or <c>FAIL name (code)</c>, on a line of its own, with or without a timestamp in brackets.
/// </summary>
/// <param name="Name">Name of the failure; empty for PASS.</param>
/// <param name="Code">The guest's code; 0 for PASS.</param>
public sealed partial record SerialVerdict(string Name, int Code)
{
    /// <summary>
    /// A line that is a verdict, as a regular expression: of .NET, Python, and POSIX (extended), since shell scripts ask for it.
    /// Group 2 is the verdict.
    /// </summary>
    public const string LinePattern = $@"^{TimePattern}({Pass}|FAIL ({NamePattern}) \(({CodePattern})\))$";

    /// <summary>What may come before a verdict on its line.</summary>
    public const string TimePattern = @"(\[[^]]*\] )?";

    /// <summary>The name of a failure.</summary>
    public const string NamePattern = "[^ ]+";

    /// <summary>The code of a failure.</summary>
    public const string CodePattern = "[0-9]{1,9}";

    private const int NameGroup = 3;
    private const int CodeGroup = 4;

    /// <summary>Success.</summary>
    public const string Pass = "PASS";

    /// <summary>Whether this is PASS.</summary>
    public bool Passed => Name.Length == 0;

    /// <summary>Reads a serial line; null where it is no verdict.</summary>
    public static SerialVerdict? Parse(string line)
    {
        Match match = Pattern().Match(line);
        return !match.Success ? null
            : match.Groups[NameGroup].Success
                ? new(match.Groups[NameGroup].Value, int.Parse(match.Groups[CodeGroup].Value, CultureInfo.InvariantCulture))
            : new("", 0);
    }

    /// <summary>The last verdict of a log; null where there is none.</summary>
    public static SerialVerdict? LastOf(IEnumerable<string> lines)
    {
        SerialVerdict? last = null;
        foreach (string line in lines)
        {
            last = Parse(line) ?? last;
        }

        return last;
    }

    /// <summary>A failure with a name and a code, as a regular expression of theirs.</summary>
    public static string FailurePattern(string name, string code) => $@"FAIL {name} \({code}\)";

    /// <inheritdoc/>
    public override string ToString() => Passed ? Pass : $"FAIL {Name} ({Code})";

    [GeneratedRegex(LinePattern)]
    private static partial Regex Pattern();
}
