using System;
using System.Text.Json;

namespace BareMetal.BootTest;

/// <summary>A value of a case file and where it stands, for messages.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Path of the member.</param>
/// <param name="Json">The value.</param>
internal readonly record struct CaseValue(string File, string Path, JsonElement Json)
{
    public CaseFileException Wrong(string message) => new(File, Path, message);

    public CaseValue At(JsonProperty member) => new(File, Path.Length == 0 ? member.Name : $"{Path}.{member.Name}", member.Value);

    public CaseValue[] Items()
    {
        if (Json.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("a list [...] is wanted");
        }

        CaseValue[] items = new CaseValue[Json.GetArrayLength()];
        for (int index = 0; index < items.Length; index++)
        {
            items[index] = new CaseValue(File, $"{Path}[{index}]", Json[index]);
        }

        return items;
    }

    public JsonElement.ObjectEnumerator Members()
    {
        return Json.ValueKind == JsonValueKind.Object ? Json.EnumerateObject() : throw Wrong("an object {...} is wanted");
    }

    /// <summary>A string, or a number as it is written.</summary>
    public string Text()
    {
        return Json.ValueKind switch
        {
            JsonValueKind.String => Json.GetString()!,
            JsonValueKind.Number => Json.GetRawText(),
            _ => throw Wrong("a text is wanted"),
        };
    }

    public int Number(int minimum, int maximum)
    {
        return Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out int number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong($"a number from {minimum} to {maximum} is wanted");
    }

    public bool Flag()
    {
        return Json.ValueKind is JsonValueKind.True or JsonValueKind.False ? Json.GetBoolean() : throw Wrong("true or false is wanted");
    }

    public T Choice<T>(params ReadOnlySpan<(string Name, T Value)> choices)
    {
        string text = Text();
        string names = "";
        foreach ((string name, T value) in choices)
        {
            if (name == text)
            {
                return value;
            }

            names += names.Length == 0 ? name : $", {name}";
        }

        throw Wrong($"'{text}' is none of {names}");
    }
}
