using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BareMetal.BootTest;

/// <summary>The command line.</summary>
internal sealed record RunOptions
{
    public const string Usage =
        """
        usage: boottest run CASES... [options]           boots the cases and judges them
               boottest list CASES... [--only REGEX]     prints the rows that they expand to
               boottest lava CASES... -o DIR             writes a LAVA job definition for each row
               boottest tests IMAGE [NAME=value...]      runs the tests in an Image of make test APP=; names as qemu/run has them
               boottest judge LOG STATUS code|verdict SECONDS   for qemu/run: prints what becomes of an exit status by the verdict in a log
               boottest verdict-pattern                  for scripts: a line that is a verdict, as an extended regular expression

          CASES            case files (JSON, see README.md)
          -o DIR           logs and junit.xml go there (boottest-results)
          -j N             boots at a time (as many as there are processors)
          --url BASE       lava: where the lab gets the files (file://PATH)
          --only REGEX     only cases whose name matches
          --repeat N       each case so often, whatever it says itself
          --image FILE     instead of the image that the cases name
          --target TARGET  qemu (default), serial:DEVICE, tcp:HOST:PORT or command:COMMAND
          --flash COMMAND        gives a board the image $BOOTTEST_IMAGE, before its line is opened
          --power-cycle COMMAND  restarts a board, once its line is open

        Exit code: 0 where nothing failed, 1 where a case failed or is inconclusive, 2 where nothing could be run.
        """;

    public required string Command { get; init; }

    public required IReadOnlyList<string> CaseFiles { get; init; }

    public string? OutputFolder { get; init; }

    public int Parallel { get; init; } = Environment.ProcessorCount;

    public Regex? Only { get; init; }

    public int? Repeat { get; init; }

    public string? Image { get; init; }

    public string? Url { get; init; }

    public IBootTarget Target { get; init; } = new QemuTarget();

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They make no sense; the message says why.</exception>
    public static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is not [("run" or "list" or "lava") and var command, ..])
        {
            throw new ArgumentException(Usage);
        }

        List<string> files = [];
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int index = 1; index < arguments.Count; index++)
        {
            if (!arguments[index].StartsWith('-'))
            {
                files.Add(arguments[index]);
            }
            else if (index + 1 == arguments.Count || !values.TryAdd(arguments[index], arguments[++index]))
            {
                throw new ArgumentException($"{arguments[index]}: wants one value, once");
            }
        }

        return files.Count > 0 ? Read(command, files, values) : throw new ArgumentException("no case file is named");
    }

    private static RunOptions Read(string command, List<string> files, Dictionary<string, string> values)
    {
        string? Take(string name) => values.Remove(name, out string? value) ? value : null;
        int? TakeCount(string name) => Take(name) is { } text ? ParseCount(name, text) : null;

        string target = Take("--target") ?? "qemu";
        string? flash = Take("--flash");
        string? power = Take("--power-cycle");
        RunOptions options = new()
        {
            Command = command,
            CaseFiles = files,
            OutputFolder = Take("-o"),
            Parallel = TakeCount("-j") ?? Environment.ProcessorCount,
            Only = Take("--only") is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant) : null,
            Repeat = TakeCount("--repeat"),
            Image = Take("--image"),
            Url = Take("--url"),
            Target =
                BootTest.Target.Parse(target, flash, power) ?? throw new ArgumentException($"--target {target}: {BootTest.Target.Forms}"),
        };
        if (options.Target is QemuTarget && (flash ?? power) is not null)
        {
            throw new ArgumentException("--flash and --power-cycle are for boards: name one by --target");
        }

        foreach (string unknown in values.Keys)
        {
            throw new ArgumentException($"{unknown}: no such option\n{Usage}");
        }

        return options;
    }

    private static int ParseCount(string name, string text)
    {
        return int.TryParse(text, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new ArgumentException($"{name} {text}: a number of 1 or more");
    }
}
