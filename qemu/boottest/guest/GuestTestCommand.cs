using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary><c>boottest tests IMAGE</c>: prints each test as it ends, and leaves JUnit and the log of the boots.</summary>
internal static class GuestTestCommand
{
    /// <summary>Runs it. True where no test failed, and nothing else is wrong.</summary>
    public static async Task<bool> RunAsync(GuestTestOptions options, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.OutputFolder);
        string file = Path.Combine(options.OutputFolder, LogFiles.FileName(options.Label));
        await Console.Out.WriteLineAsync($"tests on {options.Label}");

        Channel<GuestTest> ended = Channel.CreateUnbounded<GuestTest>();
        GuestTestReport report = new(test => ended.Writer.TryWrite(test));
        GuestTestRunner runner = new(options.Boot);
        Task run = RunAsync();
        List<CaseResult> results = [];
        ResultPrinter? printer = null;
        await foreach (GuestTest test in ended.Reader.ReadAllAsync(CancellationToken.None))
        {
            results.Add(ResultOf(test, options));
            printer ??= new ResultPrinter(Console.Out, report.Tests.Max(test => NameOf(test).Length));
            await printer.PrintAsync(results[^1], $"{file}.log");
        }

        await run;
        printer ??= new ResultPrinter(Console.Out, 0);
        if (report.Problems.Count > 0)
        {
            results.Add(ProblemsOf(report, runner, options));
            await printer.PrintAsync(results[^1], $"{file}.log");
        }

        JUnitReport.Write($"{file}.xml", results);
        await File.WriteAllBytesAsync($"{file}.log", SerialText.ToBytes(runner.Serial), cancellation);
        await printer.PrintSumAsync(results);
        return !results.Exists(result => result.IsFailure);

        async Task RunAsync()
        {
            try
            {
                await runner.RunAsync(report, cancellation);
            }
            finally
            {
                ended.Writer.Complete();
            }
        }
    }

    private static CaseResult ResultOf(GuestTest test, GuestTestOptions options)
    {
        TestCase about = new() { Name = NameOf(test), Suite = test.Class, Source = test.Position, Boot = options.Boot };
        string[] findings = test.Outcome switch
        {
            Outcome.Passed => [],
            Outcome.Skipped => [test.Message],
            _ => [test.Message.StartsWith(test.Position[..(test.Position.IndexOf('(') + 1)], StringComparison.Ordinal)
                ? test.Message
                : $"{test.Position}: {test.Message}"],
        };
        return new CaseResult(about, test.Outcome!.Value, findings, new BootLog(test.Output, "", 0), test.Duration);
    }

    private static CaseResult ProblemsOf(GuestTestReport report, GuestTestRunner runner, GuestTestOptions options)
    {
        TestCase about = new() { Name = "boot", Suite = "boot", Source = options.Boot.Image!, Boot = options.Boot };
        return new CaseResult(about, Outcome.Inconclusive, report.Problems, new BootLog(runner.Serial, "", 0), TimeSpan.Zero);
    }

    private static string NameOf(GuestTest test) => $"{test.Class}.{test.Name}";
}
