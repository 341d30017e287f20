using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BareMetal.AltTool.Serial;

/// <summary>The verdict of a boot: <c>PASS</c>, or <c>FAIL name (code)</c>, on a line of its own, with or without a timestamp in brackets.</summary>
/// <param name="Name">Name of the failure; empty for PASS.</param>
/// <param name="Code">The guest's code; 0 for PASS.</param>
public sealed partial record SerialVerdict(string Name, int Code)
{
    /// <summary>What may come before a verdict on its line, as a regular expression.</summary>
    public const string TimePattern = @"(?:\[[^\]]*\] )?";

    /// <summary>The name of a failure, as a regular expression.</summary>
    public const string NamePattern = @"\S+";

    /// <summary>The code of a failure, as a regular expression.</summary>
    public const string CodePattern = "[0-9]{1,9}";

    /// <summary>Success.</summary>
    public const string Pass = "PASS";

    /// <summary>Whether this is PASS.</summary>
    public bool Passed => Name.Length == 0;

    /// <summary>Reads a serial line; null where it is no verdict.</summary>
    public static SerialVerdict? Parse(string line)
    {
        Match match = Pattern().Match(line);
        return !match.Success ? null
            : match.Groups["name"].Success ? new(match.Groups["name"].Value, int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture))
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

    /// <summary>A failure with a name and a code, as a regular expression.</summary>
    public static string FailurePattern(string name, string code) => $@"FAIL {name} \({code}\)";

    /// <inheritdoc/>
    public override string ToString() => Passed ? Pass : $"FAIL {Name} ({Code})";

    [GeneratedRegex($@"^{TimePattern}({Pass}|FAIL (?<name>{NamePattern}) \((?<code>{CodePattern})\))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
