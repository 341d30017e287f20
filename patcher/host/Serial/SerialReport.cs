using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;
using System.Text.Json;

namespace BareMetal.AltTool.Serial;

/// <summary>What a boot with <c>alt.report=json</c> says of itself to programs: the lines of <see cref="LineKind"/>.</summary>
public sealed class SerialReport
{
    private static readonly (string Kind, Action<SerialReport, string> Read)[] s_readers =
    [
        (LineKind.Boot, (report, json) => report.Boot = report.ReadOnce(report.Boot, json)),
        (LineKind.Entry, (report, json) => report.ReadEntry(json)),
        (LineKind.Summary, (report, json) => report.Summary = report.ReadOnce(report.Summary, json)),
        (LineKind.Registers, (report, json) => report.ReadRegisters(json)),
        (LineKind.Inputs, (report, json) => report.Inputs = report.ReadOnce(report.Inputs, json)),
        (LineKind.Text, (report, json) => report.Text = report.ReadOnce(report.Text, json)),
        (LineKind.Mappings, (report, json) => report.Mappings = report.ReadOnce(report.Mappings, json)),
    ];

    private readonly List<EntryLine> _entries = [];
    private readonly List<IReadOnlyDictionary<string, ulong>> _registers = [];
    private readonly List<int> _cpus = [];
    private readonly List<SerialDamage> _damage = [];
    private readonly Dictionary<string, List<int>> _lines = new(StringComparer.Ordinal);

    // The line that is being read.
    private string _kind = "";
    private int _line;

    private SerialReport()
    {
    }

    /// <summary>The <c>@boot</c> line; null where there is none.</summary>
    public BootLine? Boot { get; private set; }

    /// <summary>The <c>@alt</c> lines, in order.</summary>
    public IReadOnlyList<EntryLine> Entries => _entries;

    /// <summary>The <c>@idregs</c> lines, one a core that took part: the ID registers by their names in lower case.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ulong>> Registers => _registers;

    /// <summary>The numbers of the cores of <see cref="Registers"/>, ascending; the first is the boot core, 0.</summary>
    public IReadOnlyList<int> Cpus => _cpus;

    /// <summary>The <c>@inputs</c> line; null where there is none.</summary>
    public InputsLine? Inputs { get; private set; }

    /// <summary>The <c>@text</c> line; null where there is none.</summary>
    public TextLine? Text { get; private set; }

    /// <summary>The <c>@wx</c> line; null where there is none.</summary>
    public MappingsLine? Mappings { get; private set; }

    /// <summary>The <c>@alt-summary</c> line; null where there is none.</summary>
    public SummaryLine? Summary { get; private set; }

    /// <summary>Whether any line of a report came.</summary>
    public bool HasBegun => Boot is not null || Summary is not null || _entries.Count > 0 || _damage.Exists(damage => damage.Line > 0);

    /// <summary>Why the report can't be trusted; empty where it can. A damaged report is inconclusive, never a pass.</summary>
    public IReadOnlyList<SerialDamage> Damage => _damage;

    /// <summary>Whether the entries are those that the guest summed up.</summary>
    public bool IsWhole => !_damage.Exists(damage => damage.Kind is LineKind.Entry or LineKind.Summary);

    /// <summary>Reads the report out of a boot's lines, as <see cref="SerialText.Lines"/> gives them.</summary>
    public static SerialReport Parse(IEnumerable<string> lines)
    {
        SerialReport report = new();
        Crc32 crc = new();
        foreach (string line in lines)
        {
            report._line++;
            report.Read(line);
            if (report._kind == LineKind.Entry)
            {
                crc.Append(SerialText.ToBytes(line + "\n"));
            }
        }

        report._line = 0;
        report.Check(crc.GetCurrentHashAsUInt32());
        return report;
    }

    /// <summary>Where a line stands in the log, from 1; 0 where there is none.</summary>
    /// <param name="kind">One of <see cref="LineKind"/>.</param>
    /// <param name="index">Which of that kind.</param>
    public int LineOf(string kind, int index = 0) =>
        _lines.TryGetValue(kind, out List<int>? lines) && index < lines.Count ? lines[index] : 0;

    /// <summary>The later entries of the same site: each of them that applies is preferred to this one.</summary>
    public IEnumerable<EntryLine> Better(EntryLine entry) => _entries.Where(other => other.Orig == entry.Orig && other.Index > entry.Index);

    /// <summary>Whether a better entry of the same site was patched.</summary>
    public bool IsBeaten(EntryLine entry) => Better(entry).Any(better => better.Action == EntryAction.Patched);

    /// <summary>
    /// Of each site the entry that says what became of it, in the order of the table: the one that was applied, or has failed;
    /// where all are kept, the last, which is preferred to the others.
    /// </summary>
    public IReadOnlyList<EntryLine> OnePerSite() =>
        [.. _entries.GroupBy(entry => entry.Orig)
            .Select(site => site.LastOrDefault(entry => entry.Action != EntryAction.Kept) ?? site.Last())];

    private void Read(string line)
    {
        int space = line.Length > 0 && line[0] == '@' ? line.IndexOf(' ', StringComparison.Ordinal) : -1;
        (string Kind, Action<SerialReport, string> Read) reader =
            Array.Find(s_readers, reader => reader.Kind.Length == space && line.StartsWith(reader.Kind, StringComparison.Ordinal));
        _kind = reader.Kind ?? "";
        if (_kind.Length == 0)
        {
            return;
        }

        _lines.TryAdd(_kind, []);
        _lines[_kind].Add(_line);
        try
        {
            reader.Read(this, line[(space + 1)..]);
        }
        catch (JsonException exception)
        {
            Require(false, $"{exception.Message} in: {line}");
        }
    }

    private T ReadOnce<T>(T? earlier, string json)
        where T : class
    {
        Require(earlier is null, $"a second {_kind} line: the guest started again, or these are the logs of several boots");
        return Deserialize<T>(json);
    }

    private void ReadEntry(string json)
    {
        Require(Boot is not null, $"@alt line {_entries.Count} came before @boot");
        EntryLine entry = Deserialize<EntryLine>(json);
        // An entry may have failed because of its address.
        Require(
            entry.Action == EntryAction.Failed || entry.Orig % sizeof(uint) == 0,
            $"0x{entry.Orig:x} isn't the address of an instruction");
        _entries.Add(entry);
    }

    private void ReadRegisters(string json)
    {
        Dictionary<string, JsonElement> members = Deserialize<Dictionary<string, JsonElement>>(json);
        bool hasNumber = members.Remove("cpu", out JsonElement cpu) & cpu.ValueKind == JsonValueKind.Number;
        int number = hasNumber && cpu.TryGetInt32(out int whole) ? whole : -1;
        string place = _cpus.Count == 0 ? "stands first" : $"stands after CPU {_cpus[^1]}";
        Require(
            _cpus.Count == 0 ? number == 0 : number > _cpus[^1],
            $"@idregs line {_registers.Count} is of another CPU: {(number < 0 ? "one without a number" : $"CPU {number}")} {place}");
        _cpus.Add(number);
        _registers.Add(
            members.ToDictionary(
                member => member.Key, member => member.Value.Deserialize<ulong>(ReportJson.Options), StringComparer.Ordinal));
    }

    private void Check(uint crc)
    {
        _kind = LineKind.Summary;
        if (!HasBegun)
        {
            Require(false, "no report: boot with alt.report=json");
            return;
        }

        Require(Summary is not null, "no @alt-summary line");
        if (Summary is not null)
        {
            Require(Summary.Entries == _entries.Count, $"{Summary.Entries} entries announced, {_entries.Count} received");
            Require(Summary.Crc32 == $"{crc:x8}", $"crc32 {Summary.Crc32} announced, {crc:x8} received");
            CheckCount("patched", Summary.Patched, EntryAction.Patched);
            CheckCount("kept", Summary.Kept, EntryAction.Kept, EntryAction.Planned);
            CheckCount("failed", Summary.Failed, EntryAction.Failed);
        }

        _kind = LineKind.Boot;
        Require(Boot is { Schema: 1 }, "no @boot line of schema 1");
    }

    private void CheckCount(string name, int announced, params EntryAction[] actions)
    {
        int received = _entries.Count(entry => actions.Contains(entry.Action));
        Require(received == announced, $"{announced} entries {name} announced, {received} received");
    }

    private void Require(bool condition, string damage)
    {
        if (!condition)
        {
            _damage.Add(new SerialDamage(_kind, _line, damage));
        }
    }

    private static T Deserialize<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, ReportJson.Options) ?? throw new JsonException("null");
}
