using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace BareMetal.BootTest;

/// <summary>The command line of <c>boottest tests</c>.</summary>
/// <param name="Boot">What is booted.</param>
/// <param name="OutputFolder">Where JUnit and logs go.</param>
internal sealed record GuestTestOptions(BootCase Boot, string OutputFolder)
{
    private const string Names = "MACHINE CPU EL SMP MEM LOAD DTB UART APPEND TIME_LIMIT";

    private static readonly string[] s_boardHas = ["CPU", "SMP", "MEM"];

    /// <summary>What is booted, in words.</summary>
    public string Label { get; } = string.Join(' ', (IEnumerable<string>)[
        Boot.Machine,
        .. Boot.IsVirt ? [Boot.Cpu] : Array.Empty<string>(),
        $"EL{Boot.ExceptionLevel}",
        .. Boot.CpuCount > 1 ? [$"SMP={Boot.CpuCount}"] : Array.Empty<string>(),
        .. Boot.DeviceTree is { } tree ? [Path.GetFileName(tree)] : Array.Empty<string>(),
        .. Boot.Append.Length > 0 ? [Boot.Append] : Array.Empty<string>()]);

    /// <summary>Reads the words after <c>tests</c>.</summary>
    /// <exception cref="ArgumentException">They make no sense; the message says why.</exception>
    public static GuestTestOptions Parse(IReadOnlyList<string> words)
    {
        string? image = null;
        string folder = "boottest-results";
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int index = 0; index < words.Count; index++)
        {
            string word = words[index];
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (word == "-o" && index + 1 < words.Count)
            {
                folder = words[++index];
            }
            else if (equals > 0 && Names.Split(' ').Contains(word[..equals], StringComparer.Ordinal))
            {
                values[word[..equals]] = word[(equals + 1)..];
            }
            else if (equals < 0 && image is null && !word.StartsWith('-'))
            {
                image = Path.GetFullPath(word);
            }
            else
            {
                throw new ArgumentException($"'{word}': tests takes one image, -o DIR, and NAME=value of {Names}");
            }
        }

        BootCase boot = Read(image ?? throw new ArgumentException("tests: which image?"), values);
        return new GuestTestOptions(boot, folder);
    }

    private static BootCase Read(string image, Dictionary<string, string> values)
    {
        string? Take(string name) => values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

        BootCase defaults = new();
        string machine = Take("MACHINE") ?? defaults.Machine;
        foreach (string name in s_boardHas.Where(name => machine != BootCase.VirtMachine && Take(name) is not null))
        {
            throw new ArgumentException($"{name}={Take(name)}: MACHINE={machine} has the CPUs and the RAM of its board, leave {name} out");
        }

        return new BootCase
        {
            Image = image,
            Machine = machine,
            Cpu = Take("CPU") ?? defaults.Cpu,
            ExceptionLevel = Number("EL", 0, 1, 3),
            CpuCount = Number("SMP", defaults.CpuCount, 1, 512),
            Memory = Take("MEM") ?? defaults.Memory,
            LoadAddress = Take("LOAD"),
            DeviceTree = Take("DTB"),
            Uart = Take("UART") ?? defaults.Uart,
            Append = Take("APPEND") ?? "",
            TimeLimit = TimeSpan.FromSeconds(Number("TIME_LIMIT", (int)defaults.TimeLimit.TotalSeconds, 1, 86_400)),
        };

        int Number(string name, int otherwise, int low, int high) =>
            Take(name) is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= low && number <= high
                ? number
            : throw new ArgumentException($"{name}={text}: a number from {low} to {high}");
    }
}
