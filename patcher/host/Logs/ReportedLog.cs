using System;
using System.IO;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Serial;

namespace BareMetal.AltTool.Logs;

/// <summary>
/// The serial log of a boot with <c>alt.report=json</c>. What a verb needs of it must be there and whole, or the log is refused.
/// </summary>
/// <param name="path">The log, for messages.</param>
/// <param name="report">What it reports.</param>
internal sealed class ReportedLog(string path, SerialReport report)
{
    private const string BootAgain = "Boot again with alt.report=json and keep the whole serial log";

    private const string NumberCores =
        "The boot core is \"cpu\":0 and stands first, others follow in ascending order; lines of several logs need new numbers";

    public string Path { get; } = path;

    public SerialReport Report { get; } = report;

    public static ReportedLog Load(string path) => Parse(path, SerialText.Of(File.ReadAllBytes(path)));

    /// <param name="path">The log, for messages.</param>
    /// <param name="text">What it says, a character for each byte.</param>
    public static ReportedLog Parse(string path, string text) => new(path, SerialReport.Parse(SerialText.Lines(text)));

    /// <summary>Refuses the log where a line of one of these kinds is damaged, or what they say together is.</summary>
    public void RequireIntact(params ReadOnlySpan<string> kinds)
    {
        foreach (SerialDamage damage in Report.Damage)
        {
            if (kinds.Contains(damage.Kind))
            {
                string remedy = damage.Kind == LineKind.Registers ? $"{BootAgain}. {NumberCores}" : BootAgain;
                throw new InputException(damage.Line == 0 ? Path : $"{Path}({damage.Line})", damage.Text, remedy);
            }
        }
    }

    /// <summary>A line that must be there.</summary>
    public T Require<T>(T? line, string kind)
        where T : class => line ?? throw new InputException(Path, $"there is no {kind} line", BootAgain);

    /// <summary>A line that says what this tool doesn't know.</summary>
    public InputException Bad(string kind, int index, string reason) =>
        new($"{Path}({Report.LineOf(kind, index)})", $"{reason}: the line is of another version", BootAgain);
}
