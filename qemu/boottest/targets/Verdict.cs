using System.Globalization;
using System.Text.RegularExpressions;

namespace BareMetal.BootTest;

/// <summary>The verdict of a boot: <c>PASS</c>, or <c>FAIL name (code)</c>.</summary>
/// <param name="Name">Name of the failure; empty for PASS.</param>
/// <param name="Code">The guest's code; 0 for PASS.</param>
public sealed partial record Verdict(string Name, int Code)
{
    /// <summary>Whether this is PASS.</summary>
    public bool Passed => Name.Length == 0;

    /// <summary>Reads a serial line, with or without a timestamp in brackets; null where it is no verdict.</summary>
    public static Verdict? Parse(string line)
    {
        Match match = Pattern().Match(line);
        return !match.Success ? null
            : match.Groups["name"].Success ? new(match.Groups["name"].Value, int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture))
            : new("", 0);
    }

    /// <inheritdoc/>
    public override string ToString() => Passed ? "PASS" : $"FAIL {Name} ({Code})";

    [GeneratedRegex(@"^(\[[^\]]*\] )?(PASS|FAIL (?<name>\S+) \((?<code>[0-9]{1,9})\))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
