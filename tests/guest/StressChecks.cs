using System;

namespace BareMetal.Guest;

/// <summary>The names of <see cref="StressCheck"/>.</summary>
internal static class StressChecks
{
    public static ReadOnlySpan<byte> Name(StressCheck check) => check switch
    {
        StressCheck.Sum => "sum"u8,
        StressCheck.Copy => "copy"u8,
        StressCheck.Fill => "fill"u8,
        StressCheck.Crc => "crc"u8,
        StressCheck.Call => "call"u8,
        StressCheck.Lock => "lock"u8,
        StressCheck.Barrier => "barrier"u8,
        _ => "nothing"u8,
    };

    /// <summary>The check of a name; None where there is none.</summary>
    public static StressCheck Parse(ReadOnlySpan<byte> name)
    {
        StressCheck check = StressCheck.Barrier;
        while (check != StressCheck.None && !name.SequenceEqual(Name(check)))
        {
            check--;
        }

        return check;
    }
}
