using System.Globalization;
using System.Text.RegularExpressions;

namespace BareMetal.BootTest;

/// <summary>The last line of the model of caches, qemu/coherence.</summary>
/// <param name="Violations">Accesses that real hardware may get wrong.</param>
/// <param name="StoredWordsExecuted">Instructions that were stored and then executed, which is what was checked of code.</param>
public sealed partial record CoherenceSummary(int Violations, int StoredWordsExecuted)
{
    /// <returns>Null where nothing was modelled, or QEMU didn't come to its end.</returns>
    public static CoherenceSummary? Parse(string diagnostics) =>
        Line().Match(diagnostics) is { Success: true } match
            ? new CoherenceSummary(Number(match.Groups[1]), Number(match.Groups[2]))
            : null;

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^coherence: ([0-9]+) violations; ([0-9]+) stored words executed", RegexOptions.Multiline)]
    private static partial Regex Line();
}
