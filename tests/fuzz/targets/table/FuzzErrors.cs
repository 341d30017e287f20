using System;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>The errors of one input: each must have a name, a text and a place, and none comes while the text is being written.</summary>
internal readonly struct FuzzErrors : IAltErrorSink
{
    private static TableInput s_input = null!;

    /// <summary>How many came.</summary>
    public static int Count { get; private set; }

    /// <summary>The last one's code.</summary>
    public static AltErrorCode Last { get; private set; }

    /// <summary>Starts with none.</summary>
    public static void Use(TableInput input)
    {
        s_input = input;
        Count = 0;
        Last = AltErrorCode.None;
    }

    public static void Report(in AltError error)
    {
        Count++;
        Last = error.Code;
        Property.Holds(!FuzzText.IsUnsettled, "no error is reported while the text is being written");
        Property.Holds(
            error.Index >= AltError.WholeTable && error.Index < s_input.Count, "an error is of the table or of one of its entries");
        Property.Holds(ErrorNames.Has(error.Code, out bool isFirst), "an error has a name and a text");
        if (isFirst)
        {
            AltReport<FuzzText, FuzzSymbols, FuzzSink>.WriteError(error);
        }
    }

    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument)
    {
    }
}
