using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace BareMetal.BootTest;

/// <summary>Case files: JSON with comments, <c>{ "defaults": {…}, "cases": [{…}, …] }</c>.</summary>
public static class CaseFile
{
    private const string Syntax = """{ "defaults": {...}, "cases": [{...}] } is wanted""";

    private static readonly JsonDocumentOptions s_options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads files and expands their cases into rows.</summary>
    /// <exception cref="CaseFileException">A file can't be read, or isn't understood.</exception>
    public static IReadOnlyList<TestCase> Load(params IEnumerable<string> paths)
    {
        TestCase[] rows = [.. paths.SelectMany(LoadOne)];
        if (rows.GroupBy(row => row.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            throw new CaseFileException(twins.Last().Source, "name",
                $"{twins.Count()} rows are called '{twins.Key}': say in the name what differs, such as {{cpu}}");
        }

        return rows;
    }

    private static List<TestCase> LoadOne(string path)
    {
        using JsonDocument document = Parse(path);
        CaseValue root = new(path, "", document.RootElement);
        if (root.Json.ValueKind != JsonValueKind.Object || !root.Json.TryGetProperty("cases", out _))
        {
            throw new CaseFileException(path, "line 1", Syntax);
        }

        CaseSettings defaults = new();
        CaseValue[] cases = [];
        foreach (CaseValue member in root.Members().Select(root.At))
        {
            (defaults, cases) = member.Path switch
            {
                "defaults" => (defaults.With(member), cases),
                "cases" => (defaults, member.Items()),
                _ => throw member.Wrong(Syntax),
            };
        }

        return [.. cases.SelectMany(item => Rows(path, defaults, item))];
    }

    private static IEnumerable<TestCase> Rows(string path, CaseSettings defaults, CaseValue item)
    {
        CaseSettings settings = defaults.With(item, "rows");
        CaseSettings[] rows = item.Json.TryGetProperty("rows", out JsonElement list)
            ? [.. new CaseValue(path, $"{item.Path}.rows", list).Items().Select(row => settings.With(row))]
            : [settings];
        return rows.SelectMany(row => row.Expand()).Select(row => new CaseReader(path, item, row).Read());
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path), s_options);
        }
        catch (JsonException exception)
        {
            throw new CaseFileException(path, $"line {exception.LineNumber + 1}", exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CaseFileException(path, "file", exception.Message);
        }
    }
}
