using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>What one boot left behind.</summary>
public sealed class BootLog
{
    /// <param name="serial">Serial output, as it came.</param>
    /// <param name="diagnostics">What qemu/run and QEMU said.</param>
    /// <param name="exitCode">Exit code of qemu/run.</param>
    public BootLog(string serial, string diagnostics, int exitCode)
    {
        Serial = serial;
        Diagnostics = diagnostics;
        ExitCode = exitCode;
        Lines = SerialText.Lines(serial);
        Verdict = SerialVerdict.LastOf(Lines);
        Report = SerialReport.Parse(Lines);
    }

    /// <summary>Serial output, as it came.</summary>
    public string Serial { get; }

    /// <summary>Serial output in lines, without line ends and without the NULs and escape sequences that firmware writes.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>What qemu/run and QEMU said.</summary>
    public string Diagnostics { get; }

    /// <summary>The guest's own code, or one of <see cref="RunStatus"/>.</summary>
    public int ExitCode { get; }

    /// <summary>The last verdict on serial; null where there is none.</summary>
    public SerialVerdict? Verdict { get; }

    /// <summary>Its lines for programs, <c>@boot</c> and so on.</summary>
    public SerialReport Report { get; }

    /// <summary>What memory had at the end where the guest says that its text is (<c>@text</c>); null where it wasn't read.</summary>
    public byte[]? TextInMemory { get; init; }

    /// <summary>The serial verdict is PASS, and qemu/run found nothing that contradicts it.</summary>
    public bool Passed => Verdict is { Passed: true } && ExitCode == 0;

    /// <summary>Whether a line of serial output contains the text.</summary>
    public bool Contains(string text) => Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>The rest of each line after the text, of all lines that contain it.</summary>
    public IEnumerable<string> After(string text)
    {
        foreach (string line in Lines)
        {
            int start = line.IndexOf(text, StringComparison.Ordinal);
            if (start >= 0)
            {
                yield return line[(start + text.Length)..];
            }
        }
    }
}
