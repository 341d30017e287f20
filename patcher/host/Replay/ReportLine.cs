using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Replay;

/// <summary>The JSON behind the name of a line of a boot's report.</summary>
internal static class ReportLine
{
    /// <summary>What to do about a report that can't be used.</summary>
    public const string BootAgain = "Boot again with alt.report=json and keep the whole serial log";

    /// <summary>Hands the line over to <paramref name="read"/>; where that finds something else than it wants, the line is damaged.</summary>
    /// <param name="place">The log and the number of the line.</param>
    public static void Read(string place, string json, Action<JsonElement> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            read(document.RootElement);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            throw new InputException(place, "the line is damaged, or of another version", BootAgain);
        }
    }

    /// <summary>A text that isn't null.</summary>
    public static string Text(JsonElement value) => value.GetString() ?? throw new FormatException();

    /// <summary>A number as <c>0x…</c>.</summary>
    public static ulong Hex(JsonElement value)
    {
        string text = Text(value);
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? ulong.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw new FormatException();
    }
}
