using System;
using System.Runtime.InteropServices;

namespace BareMetal.Patcher.Tests;

/// <summary>The CPU time that the calling thread has used (POSIX, clock_gettime).</summary>
internal static partial class ThreadTime
{
    private const int ThreadCpuTimeClock = 3; // CLOCK_THREAD_CPUTIME_ID, Linux, include/uapi/linux/time.h

    public static TimeSpan Now => GetTime(ThreadCpuTimeClock, out TimeSpec time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
        : throw new InvalidOperationException($"clock_gettime failed, errno {Marshal.GetLastPInvokeError()}");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
