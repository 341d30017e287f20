using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

internal static class Program
{
    private const int Failure = 1;
    private const int UsageError = 2;
    private const int Stopped = 130;

    private static async Task<int> Main(string[] arguments)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            if (arguments is ["judge", .. string[] boot])
            {
                await Console.Out.WriteLineAsync(RunJudge.Run(boot));
                return 0;
            }

            if (arguments is ["verdict-pattern"])
            {
                await Console.Out.WriteLineAsync(SerialVerdict.LinePattern);
                return 0;
            }

            if (arguments is ["tests", .. string[] words])
            {
                return await GuestTestCommand.RunAsync(GuestTestOptions.Parse(words), stop.Token) ? 0 : Failure;
            }

            RunOptions options = RunOptions.Parse(arguments);
            IReadOnlyList<TestCase> tests = Load(options);
            return options.Command switch
            {
                "list" => await ListAsync(tests),
                "lava" =>
                    await WriteLavaJobsAsync(tests,
                        options.OutputFolder ?? throw new ArgumentException("lava: -o DIR says where the job definitions go"), options.Url),
                _ => await RunAsync(tests, options, options.OutputFolder ?? "boottest-results", stop.Token),
            };
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
        catch (Exception exception) when (exception is ArgumentException or CaseFileException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"boottest: {exception.Message}");
            return UsageError;
        }

        // What was started is ended before the runner is.
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static TestCase[] Load(RunOptions options)
    {
        IEnumerable<TestCase> tests = CaseFile.Load(options.CaseFiles).Where(test => options.Only?.IsMatch(test.Name) != false);
        if (options.Image is { } image)
        {
            tests = tests.Select(test => test with { Boot = test.Boot with { Image = Path.GetFullPath(image) } });
        }

        if (options.Repeat is { } boots)
        {
            tests = tests.Select(test => test with { Repeat = boots });
        }

        TestCase[] selected = [.. tests];
        return selected.Length > 0 ? selected : throw new ArgumentException("no case is left: look at --only, and at boottest list");
    }

    private static async Task<int> ListAsync(IEnumerable<TestCase> tests)
    {
        foreach (TestCase test in tests)
        {
            await Console.Out.WriteLineAsync(test.Name);
        }

        return 0;
    }

    private static async Task<int> WriteLavaJobsAsync(IEnumerable<TestCase> tests, string folder, string? baseUrl)
    {
        string Url(string file) => baseUrl is null ? $"file://{file}" : $"{baseUrl.TrimEnd('/')}/{Path.GetFileName(file)}";

        Directory.CreateDirectory(folder);
        foreach (TestCase test in tests)
        {
            if (LavaJob.Refusal(test) is { } reason)
            {
                await Console.Error.WriteLineAsync($"boottest: no job for {test.Name}: {reason}");
                continue;
            }

            await File.WriteAllTextAsync(Path.Combine(folder, $"{LogFiles.FileName(test.Name)}.yaml"), LavaJob.Of(test, Url));
        }

        return 0;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<TestCase> tests, RunOptions options, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        TestCase[] boots = [.. tests.SelectMany(Boots)];
        ResultPrinter printer = new(Console.Out, boots.Max(test => test.Name.Length));
        List<CaseResult> results = [];
        await foreach (CaseResult result in new CaseRunner(options.Target).RunAsync(boots, options.Parallel, cancellation))
        {
            results.Add(result);
            string? log = await LogFiles.WriteAsync(folder, result);
            if (result.Test.Series is null || result.IsFailure)
            {
                await printer.PrintAsync(result, log);
            }
        }

        JUnitReport.Write(Path.Combine(folder, "junit.xml"), results);
        await PrintSeriesAsync(results);
        await printer.PrintSumAsync(results);
        return results.Exists(result => result.IsFailure) ? Failure : 0;
    }

    private static IEnumerable<TestCase> Boots(TestCase test)
    {
        return test.Repeat == 1 ? [test]
            : Enumerable.Range(1, test.Repeat)
                .Select(boot => test with { Name = $"{test.Name} ({boot} of {test.Repeat})", Series = test.Name });
    }

    private static async Task PrintSeriesAsync(IEnumerable<CaseResult> results)
    {
        foreach (IGrouping<string, CaseResult> series in results.Where(result => result.Log is not null && result.Test.Series is not null)
            .GroupBy(result => result.Test.Series!))
        {
            await Console.Out.WriteLineAsync(
                $"{SerialText.ForTerminal(series.Key)}: {series.Count()} boots, {series.Count(result => result.IsFailure)} failed");
            foreach (string line in new TimeHistogram(series.Select(result => result.Duration)).Lines)
            {
                await Console.Out.WriteLineAsync($"    {line}");
            }
        }
    }
}
