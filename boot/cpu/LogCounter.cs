using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot;

/// <summary>The time of a log line, in ticks of CNTFRQ_EL0: <see cref="System.Diagnostics.Stopwatch"/> without a patched site.</summary>
internal static class LogCounter
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_log_counter")]
    public static extern ulong Read();
}
