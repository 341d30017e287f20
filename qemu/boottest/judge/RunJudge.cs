using System;
using System.Globalization;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>
/// What a boot's exit status means once its serial log is read. The verdict on serial decides; the status corroborates, where the
/// guest has one. For qemu/run by <c>boottest judge</c>, and for boots of this runner.
/// </summary>
public static class RunJudge
{
    /// <summary>Judges a boot.</summary>
    /// <param name="verdict">The last verdict on serial; null where there is none.</param>
    /// <param name="status">What qemu/run made of the end of QEMU alone: QEMU's exit status, or one of <see cref="RunStatus"/>.</param>
    /// <param name="hasCode">Whether the guest ends with its own code, by semihosting; otherwise QEMU ends with 0.</param>
    /// <param name="timeLimit">The time limit of the boot.</param>
    /// <returns>The guest's own code, or one of <see cref="RunStatus"/>; why, in words, empty where qemu/run has said so already.</returns>
    public static (int Status, string Reason) Of(SerialVerdict? verdict, int status, bool hasCode, TimeSpan timeLimit) => status switch
    {
        RunStatus.TimeLimit => (status, $"{AtTimeLimit(verdict)} within {Math.Ceiling(timeLimit.TotalSeconds)} s (TIME_LIMIT)"),
        RunStatus.Incoherent when verdict is not null => (status, $"the verdict on serial is {verdict}"),
        RunStatus.Incoherent or RunStatus.WrongValue or RunStatus.QemuFailed or RunStatus.OutputLimit => (status, ""),
        _ when verdict is null => (RunStatus.Disagreement, $"disagreement: exit code {status}, but no verdict on serial"),
        0 when !hasCode => Agreed(verdict),
        _ when status == verdict.Code => Agreed(verdict),
        _ => (RunStatus.Disagreement, $"disagreement: exit code {status}, but the verdict on serial is {verdict}"),
    };

    /// <summary><c>boottest judge LOG STATUS code|verdict SECONDS</c>: prints the status and the reason.</summary>
    /// <exception cref="ArgumentException">It is called otherwise.</exception>
    internal static string Run(ReadOnlySpan<string> arguments)
    {
        if (arguments is not [var log, var status, "code" or "verdict", var seconds])
        {
            throw new ArgumentException("judge: LOG STATUS code|verdict SECONDS");
        }

        SerialVerdict? verdict = SerialVerdict.LastOf(SerialText.Lines(SerialText.Of(System.IO.File.ReadAllBytes(log))));
        (int judged, string reason) = Of(
            verdict,
            int.Parse(status, CultureInfo.InvariantCulture),
            arguments[2] == "code",
            TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
        return $"{judged} {reason}";
    }

    /// <summary>A boot that didn't end in time, in words.</summary>
    internal static string AtTimeLimit(SerialVerdict? verdict) =>
        verdict is null ? "no verdict" : $"verdict {verdict}, but the guest did not stop";

    private static (int Status, string Reason) Agreed(SerialVerdict verdict) => (verdict.Code, $"guest code {verdict.Code}: {verdict}");
}
