using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>
/// Boots an Image whose program is its tests. One boot runs them all; a test that hangs, or that ends the boot, is failed, and a
/// further boot runs the ones after it.
/// </summary>
/// <param name="boot">What is booted; its time limit is that of each test.</param>
public sealed class GuestTestRunner(BootCase boot)
{
    // What comes before the tests takes its time, however short that of a test is.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _serial = new();

    /// <summary>Serial output of all boots.</summary>
    public string Serial => _serial.ToString();

    /// <summary>Runs all tests.</summary>
    /// <param name="report">Gets what the machine says.</param>
    /// <param name="cancellation">Ends the boot.</param>
    /// <exception cref="ArgumentException">Something was asked for that can't be booted.</exception>
    public async Task RunAsync(GuestTestReport report, CancellationToken cancellation)
    {
        for (int? first = 0; first is { } index;)
        {
            report.Begin(index);
            (string why, bool passed) = await BootAsync(report, index, cancellation);
            first = report.End(why, passed);
        }

        report.Close();
    }

    private async Task<(string Why, bool Passed)> BootAsync(GuestTestReport report, int first, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        TimeSpan time = boot.TimeLimit > s_patience ? boot.TimeLimit : s_patience;
        limit.CancelAfter(time);
        BootCase withFirst = boot with { TimeLimit = TimeSpan.Zero, Append = $"{boot.Append} test.first={first}".TrimStart() };
        try
        {
            BootLog log = await QemuRun.StartAsync(withFirst, Hear, limit.Token);
            return log.ExitCode switch
            {
                RunStatus.WrongValue => throw new ArgumentException(log.Diagnostics.Trim()),
                RunStatus.QemuFailed or RunStatus.OutputLimit => (log.Diagnostics.Trim(), false),
                RunStatus.Disagreement => (log.Diagnostics.Trim(), false),
                _ => ($"verdict {log.Verdict}", log.Passed),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ($"hang: no end within {time.TotalSeconds} s (TIME_LIMIT)", false);
        }

        SerialVerdict? Hear(string line)
        {
            _serial.Append(line).Append('\n');
            if (report.Add(line))
            {
                time = boot.TimeLimit;
                limit.CancelAfter(time);
            }

            return null;
        }
    }
}
