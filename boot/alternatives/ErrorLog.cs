using System;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Errors of tables and boot arguments, one line each in the log.</summary>
internal readonly struct ErrorLog : IAltErrorSink
{
    public static void Report(in AltError error)
    {
        Log.Begin();
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteError(error);
    }

    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument)
    {
        Log.Begin();
        AltReport<LinearAliasMemory, Symbols, ConsoleSink>.WriteArgumentError(cpu, code, argument);
    }
}
