using System;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>Boot arguments that a boot would ignore.</summary>
internal readonly struct IgnoredArguments : IAltErrorSink
{
    public static void Report(in AltError error) => throw new InvalidOperationException($"{error.Code}: no table is replayed");

    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument) =>
        Console.Out.WriteLine(
            $"boot argument ignored{(cpu == 0 ? "" : $" on CPU {cpu}")}: {CpuText.Ascii(argument)}: " +
            $"{code}: {CpuText.Ascii(AltErrors.Text(code))}");
}
