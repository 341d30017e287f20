using System;
using System.Collections.Generic;
using BareMetal.AltTool.Replay;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>The errors for which the thread's table is refused, in words.</summary>
internal readonly struct HostErrors : IAltErrorSink
{
    [ThreadStatic]
    private static List<string>? s_errors;

    /// <summary>Chooses where the thread's errors go.</summary>
    public static void Use(List<string> errors) => s_errors = errors;

    public static void Report(in AltError error)
    {
        string entry = error.Index == AltError.WholeTable ? "table" : $"entry {error.Index}";
        string reason = error.Reason.IsEmpty ? "" : $": {CpuText.Ascii(error.Reason)}";
        s_errors!.Add($"{entry} at 0x{error.Address.Value:x}: {error.Code}: {CpuText.Ascii(AltErrors.Text(error.Code))}{reason}");
    }

    // The boot has named it in its log, and ignored it as is done here.
    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument)
    {
    }
}
