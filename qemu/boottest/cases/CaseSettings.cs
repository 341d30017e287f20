using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace BareMetal.BootTest;

/// <summary>
/// The members of one row, from the defaults, its case and its line of <c>rows</c>: single values replace, lists are added to.
/// </summary>
internal sealed class CaseSettings
{
    /// <summary>Members whose value is a list for each row; of any other member a list makes rows.</summary>
    public static readonly string[] ListNames = ["expect", "forbid", "needs", "qemu"];

    private static readonly string[] s_singleNames =
    [
        "append", "attest", "capabilities", "capabilitiesOf", "chain", "coherence", "cpu", "dtb", "el", "elf", "end", "exit", "exitCode",
            "flags", "image", "load", "machine", "mem",
        "name", "needsQemu", "outputLimit", "repeat", "report", "semihosting", "skip", "smp", "timeLimit", "uart", "verdict",
    ];

    private readonly Dictionary<string, CaseValue> _single = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CaseValue[]> _lists = new(StringComparer.Ordinal);

    /// <summary>These members with those of an object on top.</summary>
    /// <param name="layer">The object.</param>
    /// <param name="others">Members of it that are not settings.</param>
    public CaseSettings With(CaseValue layer, params ReadOnlySpan<string> others)
    {
        CaseSettings merged = Copy();
        foreach (JsonProperty member in layer.Members())
        {
            CaseValue value = layer.At(member);
            if (ListNames.Contains(member.Name))
            {
                merged._lists[member.Name] = [.. List(member.Name), .. value.Items()];
            }
            else if (s_singleNames.Contains(member.Name))
            {
                merged._single[member.Name] = value;
            }
            else if (!others.Contains(member.Name))
            {
                IEnumerable<string> known = ListNames.Concat(s_singleNames).Concat(others.ToArray()).Order(StringComparer.Ordinal);
                throw value.Wrong($"no such member: {string.Join(", ", known)}");
            }
        }

        return merged;
    }

    /// <summary>A row for each combination of the members that have a list.</summary>
    public IEnumerable<CaseSettings> Expand()
    {
        IEnumerable<CaseSettings> rows = [this];
        foreach ((string name, CaseValue value) in _single.Where(member => member.Value.Json.ValueKind == JsonValueKind.Array))
        {
            CaseValue[] choices = value.Items();
            rows = [.. from row in rows from choice in choices select row.WithSingle(name, choice)];
        }

        return rows;
    }

    public CaseValue? Single(string name) => _single.TryGetValue(name, out CaseValue value) ? value : null;

    public CaseValue[] List(string name) => _lists.GetValueOrDefault(name, []);

    private CaseSettings WithSingle(string name, CaseValue value)
    {
        CaseSettings copy = Copy();
        copy._single[name] = value;
        return copy;
    }

    private CaseSettings Copy()
    {
        CaseSettings copy = new();
        foreach ((string name, CaseValue value) in _single)
        {
            copy._single[name] = value;
        }

        foreach ((string name, CaseValue[] values) in _lists)
        {
            copy._lists[name] = values;
        }

        return copy;
    }
}
