using System;
using BareMetal.Boot.Serial;

namespace BareMetal.Boot.Mmu;

/// <summary>A line for each broken rule: its name, what breaks it, what to do.</summary>
internal static class MappingFlawLog
{
    private const int RegisterDigits = 16;

    /// <summary>A rule that a core breaks.</summary>
    public static void WriteCore(int index, MappingFlaws flaw, ReadOnlySpan<byte> register, ulong value)
    {
        Begin(flaw);
        Log.Text("CPU"u8);
        Log.Decimal((ulong)index);
        Log.Text(" has "u8);
        Log.Text(register);
        Log.Text(" "u8);
        Log.Hex(value, RegisterDigits);
        End(flaw);
    }

    /// <summary>Starts the line; what breaks the rule follows.</summary>
    public static void Begin(MappingFlaws flaw)
    {
        Log.Begin();
        Log.Text("mmu: "u8);
        Log.Text(MappingFlawText.NameOf(flaw));
        Log.Text(": "u8);
    }

    /// <summary>Ends it with the remedy.</summary>
    public static void End(MappingFlaws flaw)
    {
        Log.Text(": "u8);
        Log.Text(MappingFlawText.RemedyOf(flaw));
        Log.End();
    }
}
