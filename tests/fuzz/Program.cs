using System;
using System.IO;
using System.Threading.Tasks;

namespace BareMetal.Fuzz;

/// <summary>
/// <c>fuzz run</c> fuzzes targets in processes of their own; <c>fuzz worker</c> is such a process; <c>fuzz replay FILE…</c> runs inputs once;
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
        catch (UsageException exception)
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

        Options options = new(arguments.AsSpan(Math.Min(1, arguments.Length)));
        return verb switch
        {
            "run" => await new FuzzRun(options, Console.Out).RunAsync() ? 0 : Broken,
            "worker" => RunWorker(options),
            "replay" => Replay(options),
            _ => throw new UsageException($"{verb}: run, worker, replay or instrument"),
        };
    }

    private static int RunWorker(Options options)
    {
        using SharedRecord record = new(options.Record);
        return new Worker(FuzzTargets.Create(options.Targets[0]), options, record).Run() ? 0 : Broken;
    }

    // Nothing is caught: the debugger stops where it breaks.
    private static int Replay(Options options)
    {
        foreach (string path in options.Files)
        {
            FuzzTargets.Create(FoundInput.TargetOf(path)).Run(File.ReadAllBytes(path));
            Console.WriteLine($"{path}: no property broken");
        }

        return 0;
    }
}
