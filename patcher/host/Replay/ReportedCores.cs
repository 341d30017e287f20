using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>The cores whose ID registers a boot reported: the <c>@idregs</c> lines of a serial log.</summary>
internal static class ReportedCores
{
    private const string Prefix = "@idregs ";
    private const string BootAgain = "Boot again with alt.report=json and keep the whole serial log";

    public static List<IdRegisters> Load(string path) => Parse(path, File.ReadAllText(path));

    /// <returns>The registers, in the order of the lines; at least one core's.</returns>
    public static List<IdRegisters> Parse(string path, string log)
    {
        var cores = new List<IdRegisters>();
        int number = 0;
        foreach (string raw in log.Split('\n'))
        {
            number++;
            if (raw.StartsWith(Prefix, StringComparison.Ordinal))
            {
                cores.Add(ParseLine($"{path}({number})", raw[Prefix.Length..]));
            }
        }

        return cores.Count > 0 ? cores : throw new InputException(path, "there is no @idregs line", BootAgain);
    }

    private static IdRegisters ParseLine(string place, string json)
    {
        IdRegisters registers = default;
        try
        {
            using var document = JsonDocument.Parse(json);
            for (int index = 0; index < IdRegisters.Count; index++)
            {
                string name = CpuText.Name((IdRegister)index);
                string value = document.RootElement.GetProperty(name).GetString() ?? throw new FormatException();
                registers.Set((IdRegister)index, ulong.Parse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            }

            return registers;
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            throw new InputException(place, "the @idregs line is damaged, or of another version", BootAgain);
        }
    }
}
