using System;
using BareMetal.Boot.Serial;

namespace BareMetal.Boot.Arguments;

/// <summary>Names an ignored argument in the log, and what is known instead.</summary>
internal readonly struct IgnoredArgumentLog : IIgnoredArguments
{
    public static void Add(ReadOnlySpan<byte> argument)
    {
        Log.Begin();
        Log.Text("boot argument ignored: "u8);
        Log.Text(argument);
        Log.Text(": known are baremetal.exit=semihosting|watchdog|halt, alt.report=json|table|quiet, alt.skip=, alt.only=, "u8);
        Log.Text("alt.dry-run, alt.selftest, maxcpus=NUMBER"u8);
        Log.End();
    }
}
