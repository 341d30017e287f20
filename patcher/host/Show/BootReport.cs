using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Show;

/// <summary>The lines that a boot with <c>alt.report=json</c> writes to serial. A damaged report is refused, not shown in part.</summary>
internal static class BootReport
{
    private const string Site = "@alt ";
    private const string Summary = "@alt-summary ";
    private const string BootAgain = "Boot again with alt.report=json and keep the whole serial log";

    public static List<SiteReport> Parse(string path, string log)
    {
        var sites = new List<SiteReport>();
        string? summary = null;
        var crc = new Crc32();
        int number = 0;
        foreach (string raw in log.Split('\n'))
        {
            number++;
            string line = raw.TrimEnd('\r');
            if (line.StartsWith(Site, StringComparison.Ordinal))
            {
                sites.Add(ParseLine(path, number, line[Site.Length..], ReadSite));
                crc.Append(Encoding.ASCII.GetBytes($"{line}\n"));
            }
            else if (line.StartsWith(Summary, StringComparison.Ordinal))
            {
                summary = line[Summary.Length..];
                ParseLine(path, number, summary, json => Check(path, json, sites.Count, crc.GetCurrentHashAsUInt32()));
            }
        }

        return summary is null ? throw new InputException(path, "there is no @alt-summary line", BootAgain) : sites;
    }

    private static T ParseLine<T>(string path, int number, string json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or FormatException or OverflowException or InvalidOperationException)
        {
            throw new InputException($"{path}({number})", "the report line is damaged", BootAgain);
        }
    }

    private static SiteReport ReadSite(JsonElement json) => new(
        json.GetProperty("index").GetInt32(),
        Address(json.GetProperty("orig")),
        json.GetProperty("cap").GetString() ?? throw new FormatException(),
        json.GetProperty("callback").GetString(),
        json.GetProperty("action").GetString() ?? throw new FormatException(),
        Words(json.GetProperty("old")),
        Words(json.GetProperty("new")));

    private static bool Check(string path, JsonElement json, int sites, uint crc)
    {
        bool isWhole = json.GetProperty("entries").GetInt32() == sites;
        string reason = $"the report is damaged: {sites} @alt lines with CRC 0x{crc:x8}, the summary says {json}";
        bool isSame = uint.Parse(HexDigits(json.GetProperty("crc32")), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) == crc;
        return isWhole && isSame
            ? true
            : throw new InputException(path, reason, BootAgain);
    }

    private static ulong Address(JsonElement json)
    {
        ulong address = ulong.Parse(HexDigits(json), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return address % sizeof(uint) == 0 ? address : throw new FormatException();
    }

    private static uint[] Words(JsonElement json)
    {
        var words = new List<uint>(json.GetArrayLength());
        foreach (JsonElement word in json.EnumerateArray())
        {
            words.Add(uint.Parse(HexDigits(word), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }

        return [.. words];
    }

    private static string HexDigits(JsonElement json)
    {
        string text = json.GetString() ?? "";
        return text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
    }
}
