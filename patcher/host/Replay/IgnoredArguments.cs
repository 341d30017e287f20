using System;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>Boot arguments that a boot would ignore.</summary>
internal readonly struct IgnoredArguments : IAltErrorSink
{
    public static void Report(in AltError error) => throw new InvalidOperationException($"{error.Code}: no table is replayed");

    public static void ReportArgument(AltErrorCode code, ReadOnlySpan<byte> argument) =>
        Console.Out.WriteLine($"boot argument ignored: {CpuText.Ascii(argument)}: {code}: {CpuText.Ascii(AltErrors.Text(code))}");
}
