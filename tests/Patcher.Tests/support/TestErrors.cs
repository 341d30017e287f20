using System;

namespace BareMetal.Patcher.Tests;

/// <summary>Errors of entries, kept by the thread's <see cref="TestImage"/>.</summary>
internal readonly struct TestErrors : IAltErrorSink
{
    public static void Report(in AltError error) => TestImage.Current.Report(error);

    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument) =>
        throw new InvalidOperationException("the patching of a table reads no boot argument");
}
