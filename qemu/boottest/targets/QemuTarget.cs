using System;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>QEMU, through qemu/run.</summary>
public sealed class QemuTarget : IBootTarget
{
    /// <inheritdoc/>
    public int Capacity => int.MaxValue;

    /// <inheritdoc/>
    public Task<BootLog> RunAsync(TestCase test, CancellationToken cancellation)
    {
        if (test.Attest)
        {
            return HaltedMachine.RunAsync(test.Boot, test.Verdict.Parse, cancellation);
        }

        Func<string, SerialVerdict?> ends = test.EndsAtVerdict ? test.Verdict.Parse : _ => null;
        return QemuRun.StartAsync(test.Boot, ends, cancellation);
    }
}
