using System;
using System.Collections.Generic;
using System.Text.Json;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Replay;
using BareMetal.AltTool.Show;

namespace BareMetal.AltTool.Attest;

/// <summary>The serial log of one boot with <c>alt.report=json</c>: which Image, what decided, and what the text became there.</summary>
/// <param name="Path">The log.</param>
/// <param name="Image">SHA-256 of the Image, as the boot computed it.</param>
/// <param name="Boot">What decided.</param>
/// <param name="Text">What the boot says of its text.</param>
internal sealed record BootRecord(string Path, string Image, ReportedBoot Boot, TextRecord Text)
{
    public static BootRecord Parse(string path, string log)
    {
        List<string> lines = [.. log.Split('\n')];
        string image = ReadOnly(path, lines, "@boot ", json => ReportLine.Text(json.GetProperty("image")));
        ReportedBoot boot = ReportedBoot.Parse(path, log);
        if (boot.Inputs is null)
        {
            throw new InputException(path, "there is no @inputs line", ReportLine.BootAgain);
        }

        TextRecord text = ReadOnly(path, lines, "@text ", ReadText);
        return new BootRecord(path, image, boot, text);
    }

    /// <summary>The words that the boot planned for each site; null where its report doesn't say so or is damaged.</summary>
    public static IReadOnlyList<SiteReport>? Sites(string path, string log)
    {
        try
        {
            return BootReport.Parse(path, log);
        }
        catch (InputException)
        {
            return null;
        }
    }

    private static TextRecord ReadText(JsonElement json) => new(
        ReportLine.Hex(json.GetProperty("address")),
        json.GetProperty("bytes").GetUInt64(),
        ReportLine.Text(json.GetProperty("sha256")));

    private static T ReadOnly<T>(string path, List<string> lines, string prefix, Func<JsonElement, T> read)
    {
        int at = lines.FindIndex(line => line.StartsWith(prefix, StringComparison.Ordinal));
        if (at < 0)
        {
            throw new InputException(path, $"there is no {prefix.TrimEnd()} line", ReportLine.BootAgain);
        }

        if (lines.FindLastIndex(line => line.StartsWith(prefix, StringComparison.Ordinal)) != at)
        {
            throw new InputException(path, $"there are several {prefix.TrimEnd()} lines: several boots", "Give each boot a log of its own");
        }

        T value = default!;
        ReportLine.Read($"{path}({at + 1})", lines[at][prefix.Length..], json => value = read(json));
        return value;
    }
}
