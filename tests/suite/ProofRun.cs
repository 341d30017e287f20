using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace BareMetal.Suite;

/// <summary>Runs parts of the proof and keeps what they leave.</summary>
internal static class ProofRun
{
    /// <summary>A part that takes longer ought to be two.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

    /// <summary>Runs what is stale or failed. A part that is done is kept at once: a run that is broken off goes on where it was.</summary>
    /// <returns>Exit status.</returns>
    public static async Task<int> AllAsync(Proof proof, TextWriter output)
    {
        List<ProofPart> stale = [];
        foreach (ProofPart part in proof.Parts)
        {
            string? reason = proof.Stale(part);
            output.WriteLine(ProofPrinter.Line(part, proof.Record(part), reason));
            if (reason is not null)
            {
                stale.Add(part);
            }
        }

        int failed = 0;
        foreach (ProofPart part in stale)
        {
            failed += await RunAsync(proof, part, output) ? 0 : 1;
        }

        int seconds = proof.Parts.Sum(part => proof.Record(part)?.Seconds ?? 0);
        int upToDate = proof.Parts.Count - stale.Count;
        output.WriteLine($"{stale.Count} parts run, {upToDate} up to date; the last runs of all took {seconds / 60} min together");
        output.WriteLine($"{proof.Parts.Count - failed} passed, {failed} failed, 0 skipped");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Runs one part, stale or not.</summary>
    /// <returns>Exit status.</returns>
    public static async Task<int> OneAsync(Proof proof, string name, TextWriter output) =>
        await RunAsync(proof, proof.Part(name), output) ? 0 : 1;

    private static async Task<bool> RunAsync(Proof proof, ProofPart part, TextWriter output)
    {
        output.WriteLine($"== {part.Name}: {part.Proves}");
        IReadOnlyDictionary<string, string> inputs = proof.Inputs(part);
        Stopwatch time = Stopwatch.StartNew();
        PartOutcome outcome = await new PartProcess(proof.Root).RunAsync(part);
        bool isStill = inputs.All(input => proof.InputsNow(part).GetValueOrDefault(input.Key) == input.Value);
        bool hasPassed = outcome.HasPassed && isStill;
        string[] findings = [.. outcome.Findings, .. isStill ? (string[])[] : ["an input changed while it ran"]];
        proof.Keep(new PartRecord
        {
            Name = part.Name,
            Result = hasPassed ? PartResult.Passed : PartResult.Failed,
            Seconds = (int)time.Elapsed.TotalSeconds,
            Figures = [.. outcome.Figures, .. findings],
            Inputs = inputs,
        });
        foreach (string line in outcome.Figures.Concat(findings))
        {
            output.WriteLine($"   {line}");
        }

        output.WriteLine($"   {(hasPassed ? PartResult.Passed : PartResult.Failed)} in {time.Elapsed.TotalSeconds:F0} s"
            + (time.Elapsed > s_longest ? ": over 20 minutes, divide it" : ""));
        return hasPassed;
    }
}
