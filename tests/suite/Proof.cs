using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BareMetal.Suite;

/// <summary>The parts of the proof and the record of their last runs: two files of a folder.</summary>
/// <param name="root">The top folder of the repository, in which inputs are.</param>
/// <param name="folder">Where parts.json and record.json are.</param>
internal sealed class Proof(string root, string folder)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly InputHashes _hashes = new(root);

    /// <summary>Folder of this repository's proof.</summary>
    public static string Folder { get; } = BareMetal.BootTest.Repository.PathOf("tests", "proof");

    /// <summary>The top folder of the repository.</summary>
    public string Root => root;

    /// <summary>The parts, in the order in which they are run.</summary>
    public IReadOnlyList<ProofPart> Parts { get; } = Read<ProofPart>(Path.Combine(folder, "parts.json"));

    private string RecordFile => Path.Combine(folder, "record.json");

    /// <summary>A part by its name.</summary>
    public ProofPart Part(string name) => Parts.FirstOrDefault(part => part.Name == name)
        ?? throw new SuiteException($"no part '{name}': {string.Join(", ", Parts.Select(part => part.Name))}");

    /// <summary>The last run of a part; null where there was none.</summary>
    public PartRecord? Record(ProofPart part) => Records().FirstOrDefault(record => record.Name == part.Name);

    /// <summary>Why a part has to run again; null where it hasn't.</summary>
    public string? Stale(ProofPart part)
    {
        if (Record(part) is not { } record)
        {
            return "never run";
        }

        if (record.Result != PartResult.Passed)
        {
            return record.Result;
        }

        IReadOnlyDictionary<string, string> now = _hashes.Of(part.Inputs);
        string[] changed = [.. now.Where(input => record.Inputs.GetValueOrDefault(input.Key) != input.Value).Select(input => input.Key)];
        return changed.Length > 0 ? $"changed since: {string.Join(", ", changed)}"
            : record.Inputs.Count != now.Count ? "its list of inputs changed"
            : null;
    }

    /// <summary>Hashes of a part's inputs, as they are now.</summary>
    public IReadOnlyDictionary<string, string> Inputs(ProofPart part) => _hashes.Of(part.Inputs);

    /// <summary>The same, computed again.</summary>
    public IReadOnlyDictionary<string, string> InputsNow(ProofPart part) => new InputHashes(root).Of(part.Inputs);

    /// <summary>Keeps the run of a part, in the place of an earlier one. Records of parts that are gone go.</summary>
    public void Keep(PartRecord run)
    {
        Dictionary<string, PartRecord> records = Records().ToDictionary(record => record.Name);
        records[run.Name] = run;
        PartRecord[] kept = [.. Parts.Where(part => records.ContainsKey(part.Name)).Select(part => records[part.Name])];
        File.WriteAllText(RecordFile, JsonSerializer.Serialize(kept, s_json) + "\n");
    }

    private PartRecord[] Records() => File.Exists(RecordFile) ? Read<PartRecord>(RecordFile) : [];

    private static T[] Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T[]>(File.ReadAllText(path), s_json) ?? throw new SuiteException($"{path} is empty");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new SuiteException($"{path}: {e.Message}");
        }
    }
}
