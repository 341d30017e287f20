using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.Fuzz;

/// <summary>
/// Runs a target in a process of its own and watches it: one that dies, or stays in one input for too long, leaves that input behind.
/// </summary>
/// <param name="target">Name of the target.</param>
/// <param name="seconds">How long it runs.</param>
/// <param name="options">What else was asked for.</param>
internal sealed class WatchedWorker(string target, double seconds, FuzzOptions options)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs it to its end.</summary>
    public async Task<TargetResult> RunAsync()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("fuzz-").FullName, target);
        try
        {
            using SharedRecord record = new(path);
            return await RunAsync(record, path);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private async Task<TargetResult> RunAsync(SharedRecord record, string path)
    {
        Stopwatch time = Stopwatch.StartNew();
        using Process process = Start(path);
        Task<string> said = process.StandardError.ReadToEndAsync();
        bool hangs = await HangsAsync(process, record);
        if (hangs)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        string? violation = hangs ? $"hang: more than {options.Hang} s"
            : record.Message.Length > 0 ? record.Message
            : process.ExitCode != 0 ? $"the process ended with exit code {process.ExitCode}\n{await said}"
            : null;
        if (violation is not null)
        {
            violation = $"{FoundInput.Save(options.Found, target, record.Input)}\n{violation}";
        }

        double running = violation is null ? record.Microseconds / 1e6 : time.Elapsed.TotalSeconds;
        return new TargetResult(target, record.Executions, record.Edges, record.Kept, running, violation);
    }

    private async Task<bool> HangsAsync(Process process, SharedRecord record)
    {
        long last = -1;
        Stopwatch since = Stopwatch.StartNew();
        while (!process.HasExited && since.Elapsed.TotalSeconds < options.Hang)
        {
            long executions = Volatile.Read(ref record.Executions);
            if (executions != last)
            {
                last = executions;
                since.Restart();
            }

            await Task.Delay(s_interval);
        }

        return !process.HasExited;
    }

    private Process Start(string path)
    {
        string[] arguments =
        [
            typeof(WatchedWorker).Assembly.Location, "worker", "--target", target, "--record", path,
            "--seconds", $"{Math.Max(1, (int)seconds)}", "--executions", $"{options.Executions}", "--seed", $"{options.Seed}",
            "--corpus", options.Corpus,
        ];
        string[] keep = options.Keep.Length == 0 ? [] : ["--keep", options.Keep];
        ProcessStartInfo start = new("dotnet", [.. arguments, .. keep]) { RedirectStandardError = true };
        // A dump of each input that ends a process would fill the disk.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }
}
