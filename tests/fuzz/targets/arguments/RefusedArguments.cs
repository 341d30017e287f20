using System;
using System.Collections.Generic;
using System.Text;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>Boot arguments that are refused.</summary>
internal readonly struct RefusedArguments : IAltErrorSink
{
    /// <summary>Those so far: why, and the argument.</summary>
    public static List<(AltErrorCode Code, string Argument)> All { get; } = [];

    public static void Report(in AltError error) => throw new ViolationException("broken: reading arguments finds no error of a table");

    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument)
    {
        Property.Holds(code >= AltErrorCode.UnknownCpu && ErrorNames.Has(code, out _), "an error is one of those of arguments");
        All.Add((code, Encoding.Latin1.GetString(argument)));
    }
}
