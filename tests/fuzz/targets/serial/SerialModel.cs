using System;
using System.Globalization;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace BareMetal.Fuzz;

/// <summary>What a serial log says, worked out a second time, character by character.</summary>
internal sealed class SerialModel
{
    private readonly string[] _lines;

    public SerialModel(string serial)
    {
        _lines = WithoutNoise(serial).Split('\n');
        foreach (string line in _lines.Select(WithoutTime))
        {
            (string verdict, int code) = line == "PASS" ? (line, 0) : ReadFailure(line);
            Verdict = verdict.Length > 0 ? verdict : Verdict;
            Code = verdict.Length > 0 ? code : Code;
        }
    }

    /// <summary>The last verdict; empty where there is none.</summary>
    public string Verdict { get; } = "";

    /// <summary>Its code.</summary>
    public int Code { get; }

    /// <summary>Whether no line of a report came.</summary>
    public bool IsWithoutReport =>
        !_lines.Any(line => Starts(line, "@boot ") || Starts(line, "@alt ") || Starts(line, "@alt-summary "));

    /// <summary>Whether one boot reported, and as many entries as it counted, with its checksum.</summary>
    public bool IsWhole
    {
        get
        {
            string[] entries = [.. _lines.Where(line => Starts(line, "@alt "))];
            string? summary = _lines.LastOrDefault(line => Starts(line, "@alt-summary "));
            string checksum = ChecksumOf(string.Concat(entries.Select(line => $"{line}\n")));
            return summary is not null && _lines.Count(line => Starts(line, "@boot ")) == 1
                && HasMember(summary, "crc32", $"\"{checksum}\"") && HasMember(summary, "entries", $"{entries.Length}");
        }
    }

    /// <summary>Whether so many tests have a line, with its checksum, that says that they passed.</summary>
    public static bool HasWholeTests(string serial, int count) =>
        serial.Split('\n')
            .Where(line => Starts(line, "@test") && HasOwnChecksum(line) && line.Contains("passed", StringComparison.Ordinal))
            .Distinct()
            .Count() >= count;

    /// <summary>The checksum of a text, as a line of a test ends with it, and the summary of the entries.</summary>
    public static string ChecksumOf(string text) => $"{Crc32.HashToUInt32(Encoding.Latin1.GetBytes(text)):x8}";

    private static bool HasOwnChecksum(string line)
    {
        const int EndLength = 10;
        int end = line.LastIndexOf(",\"crc32\":\"", StringComparison.Ordinal);
        return end >= 0 && line.Length - end == EndLength + 10
            && line.Substring(end + EndLength, 8).Equals(ChecksumOf(line[..end]), StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasMember(string line, string name, string value)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line[line.IndexOf(' ', StringComparison.Ordinal)..]);
            return json.RootElement.EnumerateObject()
                .Any(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && Text(member.Value) == value);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? $"\"{element.GetString()}\"" : element.GetRawText();

    private static bool Starts(string line, string prefix) => line.StartsWith(prefix, StringComparison.Ordinal);

    // A bracket, no other closing one in it, and a space.
    private static string WithoutTime(string line)
    {
        int end = Starts(line, "[") ? line.IndexOf(']', StringComparison.Ordinal) : -1;
        return end >= 0 && end + 1 < line.Length && line[end + 1] == ' ' ? line[(end + 2)..] : line;
    }

    // FAIL name (code)
    private static (string Verdict, int Code) ReadFailure(string line)
    {
        string[] words = line.Split(' ');
        bool isFailure = words.Length == 3 && words[0] == "FAIL" && words[1].Length > 0
            && words[2].Length is >= 3 and <= 11 && words[2][0] == '(' && words[2][^1] == ')' && words[2][1..^1].All(char.IsAsciiDigit);
        int code = isFailure ? int.Parse(words[2].AsSpan(1..^1), CultureInfo.InvariantCulture) : 0;
        return isFailure ? ($"FAIL {words[1]} ({code})", code) : ("", 0);
    }

    // Carriage returns, NULs, and escape sequences: ESC [, parameters, intermediates, one final character.
    private static string WithoutNoise(string text)
    {
        StringBuilder clean = new();
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '\x1b' && EndOfSequence(text, at) is var end and > 0)
            {
                at = end;
            }
            else if (text[at] is not ('\r' or '\0'))
            {
                clean.Append(text[at]);
            }
        }

        return clean.ToString();
    }

    private static int EndOfSequence(string text, int start)
    {
        int at = start + 1;
        if (at >= text.Length || text[at++] != '[')
        {
            return 0;
        }

        while (at < text.Length && text[at] is >= '0' and <= '?')
        {
            at++;
        }

        while (at < text.Length && text[at] is >= ' ' and <= '/')
        {
            at++;
        }

        return at < text.Length && text[at] is >= '@' and <= '~' ? at : 0;
    }
}
