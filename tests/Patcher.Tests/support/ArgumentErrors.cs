using System;
using System.Collections.Generic;
using System.Text;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// Refused boot arguments, kept per thread as "Code argument", or "CPU2: Code argument" where that core alone refuses it.
/// </summary>
internal readonly struct ArgumentErrors : IAltErrorSink
{
    [ThreadStatic]
    private static List<string>? s_reported;

    public static void Report(in AltError error) => throw new InvalidOperationException("boot arguments have no entries");

    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument) =>
        (s_reported ??= []).Add($"{(cpu == 0 ? "" : $"CPU{cpu}: ")}{code} {Encoding.ASCII.GetString(argument)}");

    /// <summary>What was reported since the last call.</summary>
    public static List<string> Take()
    {
        List<string> reported = s_reported ?? [];
        s_reported = null;
        return reported;
    }
}
