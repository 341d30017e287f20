using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace BareMetal.Fuzz;

/// <summary>
/// Fuzzes one target in this process: an input of the corpus is changed and run; where it took an edge that none took before, or took one
/// more often, it joins the corpus. The same seed, corpus and number of executions give the same run.
/// </summary>
/// <param name="target">The target.</param>
/// <param name="options">How long, and from what.</param>
/// <param name="record">What is left behind.</param>
internal sealed class Worker(IFuzzTarget target, FuzzOptions options, SharedRecord record)
{
    private readonly List<byte[]> _corpus = [];
    private readonly Coverage _coverage = new();
    private readonly Random _random = new(options.Seed);
    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <summary>Runs until the time is up.</summary>
    /// <returns>False where an input broke a property.</returns>
    public bool Run()
    {
        foreach (byte[] seed in Start())
        {
            if (!TryRun(seed))
            {
                return false;
            }
        }

        Mutator mutator = new(target, _random);
        InputBuffer input = new(target.MaximumBytes);
        while (_time.Elapsed.TotalSeconds < options.Seconds && (options.Executions == 0 || record.Executions < options.Executions))
        {
            input.Set(Choose());
            mutator.Mutate(input, _corpus);
            if (!TryRun(input.Bytes))
            {
                return false;
            }
        }

        record.Microseconds = (long)_time.Elapsed.TotalMicroseconds;
        return true;
    }

    private IEnumerable<byte[]> Start()
    {
        string[] folders = [options.Corpus, .. options.Keep.Length == 0 ? (string[])[] : [options.Keep]];
        IEnumerable<byte[]> files = folders
            .Select(folder => Path.Combine(folder, target.Name))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes);
        return [[], .. target.Seeds, .. files.Select(bytes => bytes[..Math.Min(bytes.Length, target.MaximumBytes)])];
    }

    // Half of the time one of the latest: what is new leads to more.
    private byte[] Choose()
    {
        int latest = Math.Min(_corpus.Count, 32);
        return _corpus[_random.Next(2) == 0 ? _random.Next(_corpus.Count) : _corpus.Count - 1 - _random.Next(latest)];
    }

    private bool TryRun(ReadOnlySpan<byte> input)
    {
        record.Input = input;
        Coverage.Begin();
        try
        {
            target.Run(input);
        }
        catch (Exception exception)
        {
            record.Message = exception.ToString();
            record.Microseconds = (long)_time.Elapsed.TotalMicroseconds;
            return false;
        }

        record.Executions++;
        if (_coverage.End() || _corpus.Count == 0)
        {
            Keep(input.ToArray());
        }

        return true;
    }

    private void Keep(byte[] input)
    {
        _corpus.Add(input);
        record.Kept = _corpus.Count;
        record.Edges = _coverage.Edges;
        record.Microseconds = (long)_time.Elapsed.TotalMicroseconds;
        if (options.Keep.Length > 0)
        {
            FoundInput.Save(options.Keep, target.Name, input);
        }
    }
}
