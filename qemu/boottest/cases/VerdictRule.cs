using System.Collections.Generic;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>How a boot says what became of it: by our verdict lines, or by patterns where the image is somebody else's.</summary>
public sealed class VerdictRule
{
    /// <summary>PASS on its last line.</summary>
    public static readonly VerdictRule Pass = new() { Expected = new SerialVerdict("", 0) };

    /// <summary>Which verdict must come; of a FAIL, a code of null stands for any.</summary>
    public required SerialVerdict Expected { get; init; }

    /// <summary>Whether any code will do for a FAIL.</summary>
    public bool AnyCode { get; init; }

    /// <summary>What passes; null for our own protocol.</summary>
    public LinePattern? PassPattern { get; init; }

    /// <summary>What fails; null for none.</summary>
    public LinePattern? FailPattern { get; init; }

    /// <summary>Whether this is our own protocol: <c>PASS</c> or <c>FAIL name (code)</c>.</summary>
    public bool IsOurs => PassPattern is null;

    /// <summary>Reads a line; null where it decides nothing.</summary>
    public SerialVerdict? Parse(string line)
    {
        return IsOurs ? SerialVerdict.Parse(line)
            : FailPattern?.Matches(line) == true ? new SerialVerdict(line, 0)
            : PassPattern!.Matches(line) ? Pass.Expected
            : null;
    }

    /// <summary>The verdict of a boot: the last of ours; of a foreign one a failure overrules what passed before and after.</summary>
    public SerialVerdict? Of(IEnumerable<string> lines)
    {
        SerialVerdict? last = null;
        foreach (string line in lines)
        {
            last = !IsOurs && last is { Passed: false } ? last : Parse(line) ?? last;
        }

        return last;
    }

    /// <summary>Whether a verdict is the expected one.</summary>
    public bool Accepts(SerialVerdict verdict) => AnyCode ? verdict.Name == Expected.Name : verdict == Expected;

    /// <summary>A verdict in words.</summary>
    public string Describe(SerialVerdict verdict) => IsOurs || verdict.Passed ? $"{verdict}" : $"FAIL by '{verdict.Name}'";
}
