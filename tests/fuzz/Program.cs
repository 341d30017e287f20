using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SharpFuzz;

namespace BareMetal.Fuzz;

/// <summary>
/// <c>fuzz run</c> fuzzes targets in processes of their own; <c>fuzz worker</c> is such a process; <c>fuzz replay FILE…</c> runs inputs
/// once; <c>fuzz distil</c> puts the smallest of those that a run kept into the corpus; <c>fuzz afl</c> is what afl-fuzz starts;
/// <c>fuzz instrument</c> is part of the build.
/// </summary>
internal static class Program
{
    private const int Broken = 1;
    private const int WrongUsage = 2;

    private static async Task<int> Main(string[] arguments)
    {
        Coverage.Prepare();
        try
        {
            return await RunAsync(arguments);
        }
        catch (FuzzUsageException exception)
        {
            await Console.Error.WriteLineAsync($"fuzz: {exception.Message}");
            return WrongUsage;
        }
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        string verb = arguments.Length == 0 ? "" : arguments[0];
        if (verb == "instrument")
        {
            Instrumentation.Run();
            return 0;
        }

        FuzzOptions options = new(arguments.AsSpan(Math.Min(1, arguments.Length)));
        return verb switch
        {
            "run" => await new FuzzRun(options, Console.Out).RunAsync() ? 0 : Broken,
            "worker" => RunWorker(options),
            "replay" => Replay(options),
            "distil" => Distil(options),
            "afl" => RunUnderAfl(options),
            _ => throw new FuzzUsageException($"{verb}: run, worker, replay, distil, afl or instrument"),
        };
    }

    private static int RunWorker(FuzzOptions options)
    {
        using SharedRecord record = new(options.Record);
        return new Worker(FuzzTargets.Create(options.Targets[0]), options, record).Run() ? 0 : Broken;
    }

    // From the shortest on, each that takes an edge which none before it takes.
    private static int Distil(FuzzOptions options)
    {
        foreach (string name in options.Targets)
        {
            IFuzzTarget target = FuzzTargets.Create(name);
            Coverage coverage = new();
            IEnumerable<FileInfo> files = new DirectoryInfo(Path.Combine(options.Keep, name)).EnumerateFiles();
            foreach (FileInfo file in files.OrderBy(file => file.Length).ThenBy(file => file.Name, StringComparer.Ordinal))
            {
                byte[] input = File.ReadAllBytes(file.FullName);
                int edges = coverage.Edges;
                Coverage.Begin();
                target.Run(input);
                coverage.End();
                if (coverage.Edges > edges)
                {
                    FoundInput.Save(options.Corpus, name, input);
                }
            }
        }

        return 0;
    }

    // The same target under afl-fuzz, which starts this and asks for one input after the other; an exception is a crash to it.
    private static int RunUnderAfl(FuzzOptions options)
    {
        IFuzzTarget target = FuzzTargets.Create(options.Targets[0]);
        byte[] input = new byte[target.MaximumBytes];
        Fuzzer.Run(stream => target.Run(input.AsSpan(0, stream.ReadAtLeast(input, input.Length, throwOnEndOfStream: false))));
        return 0;
    }

    // Nothing is caught: the debugger stops where it breaks.
    private static int Replay(FuzzOptions options)
    {
        Dictionary<string, IFuzzTarget> targets = new(StringComparer.Ordinal);
        foreach (string path in options.Files)
        {
            string name = FoundInput.TargetOf(path);
            targets.TryAdd(name, FuzzTargets.Create(name));
            targets[name].Run(File.ReadAllBytes(path));
            Console.WriteLine($"{path}: no property broken");
        }

        return 0;
    }
}
