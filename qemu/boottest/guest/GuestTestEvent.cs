using System;
using System.Globalization;
using System.IO;
using System.IO.Hashing;
using System.Text.Json;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>
/// An <c>@test</c> line of a program whose tests run on the machine (boot/testing/TestReport.cs). Its texts are serial text: a
/// character for each byte.
/// </summary>
/// <param name="Event"><c>begin</c>, <c>list</c>, <c>start</c>, <c>end</c> or <c>finish</c>.</param>
/// <param name="Tests">Of begin: how many there are.</param>
/// <param name="First">Of begin: the first one that this boot runs.</param>
/// <param name="Run">Of finish: how many this boot ran.</param>
/// <param name="Index">Of the others: which test, from 0.</param>
/// <param name="Class">Its class, with the namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="File">Where it is.</param>
/// <param name="Line">The line of its attribute.</param>
/// <param name="Fault">The fault that it must end in, or None.</param>
/// <param name="Result">Of end: <c>passed</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="Microseconds">Of end: by the machine's counter.</param>
/// <param name="Message">Of end: why it didn't pass.</param>
public sealed record GuestTestEvent(
    string Event,
    int Tests,
    int First,
    int Run,
    int Index,
    string? Class,
    string? Name,
    string? File,
    int Line,
    string? Fault,
    string? Result,
    long Microseconds,
    string? Message)
{
    private const string Prefix = "@test";
    private const string ChecksumName = ",\"crc32\":\"";
    private const string End = "\"}";
    private const int ChecksumDigits = 8;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a serial line, a character for each byte.</summary>
    /// <returns>Null where the line is something else.</returns>
    /// <exception cref="InvalidDataException">The line is one, and damaged.</exception>
    public static GuestTestEvent? Parse(string line)
    {
        if (!line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        int end = line.Length - ChecksumName.Length - ChecksumDigits - End.Length;
        if (end < 0 || !line.EndsWith(End, StringComparison.Ordinal) || !line.AsSpan(end).StartsWith(ChecksumName, StringComparison.Ordinal)
            || !uint.TryParse(line.AsSpan(end + ChecksumName.Length, ChecksumDigits), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out uint announced)
            || announced != Crc32.HashToUInt32(SerialText.ToBytes(line[..end])))
        {
            throw new InvalidDataException($"damaged line: {line}");
        }

        try
        {
            string json = $"{line[Prefix.Length..end]}}}";
            return JsonSerializer.Deserialize<GuestTestEvent>(json, s_options) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{exception.Message} in: {line}", exception);
        }
    }
}
