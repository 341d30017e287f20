using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.Fuzz;

/// <summary>Runs targets, as many at a time as asked for, each for its share of the time, and prints what came of it.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="output">Where to.</param>
internal sealed class FuzzRun(FuzzOptions options, TextWriter output)
{
    private const double Goal = 1e9;
    private const int SecondsPerHour = 3600;

    /// <summary>Runs them.</summary>
    /// <returns>Whether no property broke.</returns>
    public async Task<bool> RunAsync()
    {
        foreach (string target in options.Targets)
        {
            FuzzTargets.CheckName(target);
        }

        int jobs = Math.Min(options.Jobs, options.Targets.Count);
        double share = (double)options.Seconds * jobs / options.Targets.Count;
        using SemaphoreSlim free = new(jobs);
        List<TargetResult> results = [.. await Task.WhenAll(options.Targets.Select(target => RunAsync(target, share, free)))];
        PrintTotal(results, jobs);
        return results.TrueForAll(result => result.Violation is null);
    }

    private async Task<TargetResult> RunAsync(string target, double seconds, SemaphoreSlim free)
    {
        await free.WaitAsync();
        try
        {
            TargetResult result = await new WatchedWorker(target, seconds, options).RunAsync();
            Print(result);
            return result;
        }
        finally
        {
            free.Release();
        }
    }

    private void Print(TargetResult result)
    {
        string violations = result.Violation is null ? "0 violations" : "1 violation";
        output.WriteLine(
            $"{result.Target,-12} {result.Executions,11} executions {result.Rate,8:f0}/s {result.Edges,6} edges {result.Kept,6} kept  "
            + $"{violations}");
        if (result.Violation is not null)
        {
            string path = Path.GetRelativePath(Directory.GetCurrentDirectory(), result.Violation[..result.Violation.IndexOf('\n')]);
            output.WriteLine(result.Violation[(result.Violation.IndexOf('\n') + 1)..]);
            output.WriteLine($"{result.Target}: run it again by make fuzz INPUT={path};");
            output.WriteLine($"once that is fixed, keep it in tests/fuzz/corpus/{result.Target}/");
        }
    }

    private void PrintTotal(List<TargetResult> results, int jobs)
    {
        long executions = results.Sum(result => result.Executions);
        double rate = executions / results.Sum(result => result.Seconds) * jobs;
        int violations = results.Count(result => result.Violation is not null);
        output.WriteLine(
            $"{"total",-12} {executions,11} executions {rate,8:f0}/s with {jobs} at a time, {violations} violations; "
            + $"10^9 executions take {Goal / rate / SecondsPerHour:f1} h");
    }
}
