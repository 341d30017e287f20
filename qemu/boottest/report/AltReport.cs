using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace BareMetal.BootTest;

/// <summary>The guest's machine-readable report: lines that start with <c>@</c> at column 0.</summary>
public sealed class AltReport
{
    private const string BootPrefix = "@boot ";
    private const string EntryPrefix = "@alt ";
    private const string SummaryPrefix = "@alt-summary ";
    private const string RegistersPrefix = "@idregs ";
    private const string InputsPrefix = "@inputs ";
    private const string TextPrefix = "@text ";

    private readonly List<AltReportEntry> _entries = [];
    private readonly List<IReadOnlyDictionary<string, ulong>> _registers = [];
    private readonly List<int> _cpus = [];
    private readonly List<string> _damage = [];

    private AltReport()
    {
    }

    /// <summary>The <c>@boot</c> line; null where there is none.</summary>
    public BootReport? Boot { get; private set; }

    /// <summary>The <c>@alt</c> lines, in order.</summary>
    public IReadOnlyList<AltReportEntry> Entries => _entries;

    /// <summary>The <c>@idregs</c> lines, one a core that took part: the ID registers by their names in lower case.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ulong>> Registers => _registers;

    /// <summary>The numbers of the cores of <see cref="Registers"/>: 0 is the boot core.</summary>
    public IReadOnlyList<int> Cpus => _cpus;

    /// <summary>The <c>@inputs</c> line; null where there is none.</summary>
    public InputsReport? Inputs { get; private set; }

    /// <summary>The <c>@text</c> line; null where there is none.</summary>
    public TextReport? Text { get; private set; }

    /// <summary>The <c>@alt-summary</c> line; null where there is none.</summary>
    public AltReportSummary? Summary { get; private set; }

    /// <summary>Whether any line of a report came.</summary>
    public bool HasBegun => Boot is not null || Summary is not null || _entries.Count > 0 || _damage.Exists(damage => damage.Contains('@'));

    /// <summary>Why the report can't be trusted; empty where it can. A damaged report is inconclusive, never a pass.</summary>
    public IReadOnlyList<string> Damage => _damage;

    /// <summary>Reads the report out of a boot's serial lines.</summary>
    public static AltReport Parse(IEnumerable<string> lines)
    {
        AltReport report = new();
        Crc32 crc = new();
        foreach (string line in lines)
        {
            report.Read(line);
            if (line.StartsWith(EntryPrefix, StringComparison.Ordinal))
            {
                crc.Append(Encoding.Latin1.GetBytes(line + "\n"));
            }
        }

        report.Check(crc.GetCurrentHashAsUInt32());
        return report;
    }

    /// <summary>The entries behind one that have the same site: each of them that applies is preferred to it.</summary>
    public IEnumerable<AltReportEntry> Better(AltReportEntry entry) =>
        _entries.Where(other => other.Orig == entry.Orig && other.Index > entry.Index);

    /// <summary>Whether a better entry of the same site was patched.</summary>
    public bool IsBeaten(AltReportEntry entry) => Better(entry).Any(better => better.Action == AltAction.Patched);

    private void Read(string line)
    {
        try
        {
            if (line.StartsWith(EntryPrefix, StringComparison.Ordinal))
            {
                Require(Boot is not null, $"@alt line {_entries.Count} came before @boot");
                _entries.Add(Deserialize<AltReportEntry>(line[EntryPrefix.Length..]));
            }
            else if (line.StartsWith(SummaryPrefix, StringComparison.Ordinal))
            {
                Summary = Deserialize<AltReportSummary>(line[SummaryPrefix.Length..]);
            }
            else if (line.StartsWith(RegistersPrefix, StringComparison.Ordinal))
            {
                ReadRegisters(line[RegistersPrefix.Length..]);
            }
            else if (line.StartsWith(InputsPrefix, StringComparison.Ordinal))
            {
                Inputs = Deserialize<InputsReport>(line[InputsPrefix.Length..]);
            }
            else if (line.StartsWith(TextPrefix, StringComparison.Ordinal))
            {
                Text = Deserialize<TextReport>(line[TextPrefix.Length..]);
            }
            else if (line.StartsWith(BootPrefix, StringComparison.Ordinal))
            {
                Require(Boot is null, "a second @boot line: the guest started again");
                Boot = Deserialize<BootReport>(line[BootPrefix.Length..]);
            }
        }
        catch (JsonException exception)
        {
            _damage.Add($"{exception.Message} in: {line}");
        }
    }

    private void ReadRegisters(string json)
    {
        Dictionary<string, JsonElement> members = Deserialize<Dictionary<string, JsonElement>>(json);
        int number = members.Remove("cpu", out JsonElement cpu) && cpu.ValueKind == JsonValueKind.Number && cpu.TryGetInt32(out int whole) ? whole : -1;
        Require(_cpus.Count == 0 ? number == 0 : number > _cpus[^1], $"@idregs line {_registers.Count} is of another CPU");
        _cpus.Add(number);
        _registers.Add(members.ToDictionary(member => member.Key, member => member.Value.Deserialize<ulong>(ReportJson.Options), StringComparer.Ordinal));
    }

    private void Check(uint crc)
    {
        if (!HasBegun)
        {
            _damage.Add("no report: boot with alt.report=json");
            return;
        }

        Require(Boot is { Schema: 1 }, "no @boot line of schema 1");
        Require(Summary is not null, "no @alt-summary line");
        if (Summary is not null)
        {
            Require(Summary.Crc32 == $"{crc:x8}", $"crc32 {Summary.Crc32} announced, {crc:x8} received");
            Require(Summary.Entries == _entries.Count, $"{Summary.Entries} entries announced, {_entries.Count} received");
            CheckCount("patched", Summary.Patched, AltAction.Patched);
            CheckCount("kept", Summary.Kept, AltAction.Kept, AltAction.Planned);
            CheckCount("failed", Summary.Failed, AltAction.Failed);
        }
    }

    private void CheckCount(string name, int announced, params AltAction[] actions)
    {
        int received = _entries.Count(entry => actions.Contains(entry.Action));
        Require(received == announced, $"{announced} entries {name} announced, {received} received");
    }

    private void Require(bool condition, string damage)
    {
        if (!condition)
        {
            _damage.Add(damage);
        }
    }

    private static T Deserialize<T>(string json)
    {
        return JsonSerializer.Deserialize<T>(json, ReportJson.Options) ?? throw new JsonException("null");
    }
}
