using System;
using BareMetal.Patcher;

namespace BareMetal.Silicon;

/// <summary>Errors of the table and of the commit, a line each.</summary>
internal readonly struct ErrorOutput : IAltErrorSink
{
    public static void Report(in AltError error)
    {
        TextOutput<StandardOutput> output = default;
        output.Write("silicon: entry "u8);
        output.Decimal((ulong)error.Index);
        output.Write(" at 0x"u8);
        output.Hex(error.Address.Value, 1);
        output.Write(": "u8);
        output.Write(AltErrors.Text(error.Code));
        output.Write("\n"u8);
    }

    // There are no boot arguments here.
    public static void ReportArgument(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument) => Program.Fail("boot argument"u8);
}
