using System;
using System.Collections.Generic;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>One boot of the matrix and what is expected of it.</summary>
/// <param name="Case">The boot.</param>
/// <param name="Expected">Expectation by capability name.</param>
public sealed record MatrixRow(BootCase Case, IReadOnlyDictionary<string, Expectation> Expected)
{
    private static readonly string[] s_alwaysPresent = ["ALWAYS_BOOT", "ALWAYS_SYSTEM"];

    /// <summary>What a boot did otherwise than expected, in words; empty where it passed.</summary>
    public IReadOnlyList<string> Differences(BootLog log, CpuCapNames names)
    {
        if (!log.Passed)
        {
            return [$"verdict {log.Verdict?.ToString() ?? "missing"}, exit code {log.ExitCode}: {log.Diagnostics.Trim()}"];
        }

        if (log.Report.Damage.Count > 0)
        {
            return [.. log.Report.Damage.Select(damage => $"report: {damage}")];
        }

        return [.. DetectionDifferences(names.DetectedIn(log)), .. log.Report.Entries.SelectMany(EntryDifferences)];
    }

    private IEnumerable<string> DetectionDifferences(IReadOnlySet<string> detected)
    {
        foreach ((string capability, Expectation expectation) in Expected)
        {
            if (expectation != Expectation.Unknown && detected.Contains(capability) != (expectation == Expectation.Present))
            {
                yield return $"{capability} must be {expectation}, but is {(detected.Contains(capability) ? "" : "not ")}detected";
            }
        }
    }

    // A callback may decide to keep the default code, so only "kept without the capability" can be asked of it.
    private IEnumerable<string> EntryDifferences(AltReportEntry entry)
    {
        if (s_alwaysPresent.Contains(entry.Capability))
        {
            yield break;
        }

        if (!Expected.TryGetValue(entry.Capability, out Expectation expectation))
        {
            yield return $"entry {entry.Index}: {entry.Capability} has no row in qemu/matrix.txt";
        }
        else if (expectation == Expectation.Absent && entry.Action != AltAction.Kept)
        {
            yield return $"entry {entry.Index}: {entry.Capability} is absent, but the site was {entry.Action}";
        }
        else if (expectation == Expectation.Present && entry.Callback is null && entry.Action != AltAction.Patched)
        {
            yield return $"entry {entry.Index}: {entry.Capability} is present, but the site was {entry.Action}";
        }
    }
}
