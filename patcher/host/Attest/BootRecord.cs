using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Replay;
using BareMetal.AltTool.Serial;

namespace BareMetal.AltTool.Attest;

/// <summary>The serial log of one boot with <c>alt.report=json</c>: which Image, what decided, and what the text became there.</summary>
/// <param name="Image">SHA-256 of the Image, as the boot computed it.</param>
/// <param name="Boot">What decided.</param>
/// <param name="Inputs">What of that isn't a core's.</param>
/// <param name="Text">What the boot says of its text.</param>
/// <param name="Report">All that it says, which may be damaged where nothing is decided by it.</param>
internal sealed record BootRecord(string Image, ReportedBoot Boot, ReportedInputs Inputs, TextLine Text, SerialReport Report)
{
    public static BootRecord Of(ReportedLog log)
    {
        log.RequireIntact(LineKind.Boot, LineKind.Text);
        SerialReport report = log.Report;
        BootLine boot = log.Require(report.Boot, LineKind.Boot);
        ReportedBoot decided = ReportedBoot.Of(log);
        ReportedInputs inputs = log.Require(decided.Inputs, LineKind.Inputs);
        TextLine text = log.Require(report.Text, LineKind.Text);
        return new BootRecord(boot.Image, decided, inputs, text, report);
    }
}
