using System.IO;

namespace BareMetal.Suite;

/// <summary>Says how the proof stands.</summary>
internal static class ProofPrinter
{
    /// <summary>One line about a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="record">Its last run.</param>
    /// <param name="reason">Why it is stale; null where it isn't.</param>
    public static string Line(ProofPart part, PartRecord? record, string? reason)
    {
        string state = reason is null ? "proved" : "STALE";
        string time = record is null ? "" : $"{record.Seconds} s";
        return $"{state,-7} {part.Name,-12} {time,7}  {reason ?? record!.Figures[0]}";
    }

    /// <summary>Says which parts are stale, and what to do.</summary>
    public static void Stale(Proof proof, TextWriter output)
    {
        int stale = 0;
        foreach (ProofPart part in proof.Parts)
        {
            if (proof.Stale(part) is { } reason)
            {
                stale++;
                output.WriteLine(Line(part, proof.Record(part), reason));
            }
        }

        output.WriteLine(stale == 0
            ? $"proof: all {proof.Parts.Count} parts are up to date"
            : $"proof: {stale} of {proof.Parts.Count} parts are stale: "
                + "whoever changed their inputs runs `make proof` and commits tests/proof/record.json");
    }
}
