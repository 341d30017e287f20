using System.Text.Json;
using System.Text.Json.Serialization;

namespace BareMetal.AltTool.Serial;

/// <summary>How the guest writes JSON: camelCase names, numbers as they are, words and addresses as "0x…".</summary>
internal static class ReportJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter<EntryAction>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new HexConverter(),
            new HexWordConverter(),
        },
    };
}
