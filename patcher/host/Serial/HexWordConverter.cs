using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BareMetal.AltTool.Serial;

/// <summary>32-bit values as the guest writes them: <c>"0x…"</c>.</summary>
internal sealed class HexWordConverter : JsonConverter<uint>
{
    private static readonly HexConverter s_wide = new();

    public override uint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ulong value = s_wide.Read(ref reader, typeof(ulong), options);
        return value <= uint.MaxValue ? (uint)value : throw new JsonException($"0x{value:x} is more than 32 bits");
    }

    public override void Write(Utf8JsonWriter writer, uint value, JsonSerializerOptions options) => s_wide.Write(writer, value, options);
}
