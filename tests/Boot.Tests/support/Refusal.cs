using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BareMetal.BootTest;
using BareMetal.Patcher;

namespace BareMetal.Boot.Tests;

/// <summary>One error as the log names it.</summary>
/// <param name="Entry">Index of the entry; -1 for the table as a whole.</param>
/// <param name="Place">Function and offset, or the bare VA outside of the text.</param>
/// <param name="Code">Name of the error.</param>
internal sealed partial record Refusal(int Entry, string Place, string Code)
{
    /// <summary>An error at a VA of an Image.</summary>
    public static Refusal At(ImageFile image, int entry, ulong address, AltErrorCode code) => new(entry, image.Place(address), $"{code}");

    /// <summary>All errors that a boot has logged, in order.</summary>
    public static IReadOnlyList<Refusal> In(BootLog log) =>
    [
        .. Line().Matches(log.Serial).Select(match => new Refusal(
            match.Groups["entry"].Success ? int.Parse(match.Groups["entry"].ValueSpan) : -1,
                match.Groups["place"].Value, match.Groups["code"].Value)),
    ];

    [GeneratedRegex(
        @"\] alternatives: (entry (?<entry>[0-9]+) )?at (?<place>[^ ]+): (?<code>[A-Z]\w+) \(0x[0-9a-f]+, 0x[0-9a-f]+\): .+: .+",
            RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
