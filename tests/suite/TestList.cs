using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Suite;

/// <summary>All test cases, asked of the test projects themselves, as they are built.</summary>
internal static class TestList
{
    /// <summary>The test projects.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf("tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly Lazy<Task<IReadOnlyList<ListedTest>>> s_all = new(ReadAllAsync);

    /// <summary>The test cases of all projects, asked for once.</summary>
    public static Task<IReadOnlyList<ListedTest>> ReadAsync() => s_all.Value;

    private static async Task<IReadOnlyList<ListedTest>> ReadAllAsync() =>
        [.. (await Task.WhenAll(Projects.Select(ReadAsync))).SelectMany(tests => tests)];

    private static async Task<IReadOnlyList<ListedTest>> ReadAsync(string project)
    {
        string program = Repository.PathOf("out", "bin", project, "release", project);
        if (!File.Exists(program))
        {
            throw new SuiteException($"{project} isn't built: `make tests` builds it");
        }

        CommandResult result = await Command.RunAsync(Repository.Root, program, ["--list-tests", "json"]);
        using JsonDocument document = JsonDocument.Parse(result.Required(project).Output);
        return [.. document.RootElement.GetProperty("tests").EnumerateArray().Select(test => Read(project, test))];
    }

    private static ListedTest Read(string project, JsonElement test)
    {
        JsonElement type = test.GetProperty("type");
        IEnumerable<(string, string)> traits = test.TryGetProperty("traits", out JsonElement list)
            ? list.EnumerateArray().Select(trait => (trait.GetProperty("key").GetString()!, trait.GetProperty("value").GetString()!))
            : [];
        return new ListedTest(project, type.GetProperty("typeName").GetString()!, type.GetProperty("methodName").GetString()!, [.. traits]);
    }
}
