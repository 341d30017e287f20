using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BareMetal.AltTool.Serial;

/// <summary>64-bit values as the guest writes them: <c>"0x…"</c>.</summary>
internal sealed class HexConverter : JsonConverter<ulong>
{
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is ['0', 'x', ..]
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw new JsonException($"'{text}' is not a hexadecimal string 0x…");
    }

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options)
    {
        writer.WriteStringValue($"0x{value:x}");
    }
}
