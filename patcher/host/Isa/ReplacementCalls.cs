using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Safety;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Isa;

/// <summary>
/// Which code only replacements lead to, directly or by other code of that kind: it runs where the capability of one of them is
/// there. Ways are followed backwards. A call is taken to come back, but not into the next function.
/// </summary>
internal sealed class ReplacementCalls
{
    private const ulong WordBytes = A64.WordBytes;

    private readonly ImageText _text;
    private readonly PatchRanges _ranges;

    /// <summary>By VA: the instructions that branch or call there, and the places that hold the address.</summary>
    private readonly Dictionary<ulong, List<ulong>> _ways = [];

    public ReplacementCalls(ImageText text, TextReferences references, PatchRanges ranges)
    {
        _text = text;
        _ranges = ranges;
        foreach (Instruction instruction in text.Instructions)
        {
            Add(instruction.Address, instruction.Target);
        }

        foreach (JumpTable table in text.JumpTables.Values)
        {
            foreach (ulong target in table.Targets)
            {
                Add(table.Branch, target);
            }
        }

        foreach (TextReference reference in references.All)
        {
            bool isSite = reference.Section == AltTable.SectionName && !IsCallback(reference.Target);
            Add(reference.Place, isSite ? null : reference.Target);
        }
    }

    /// <returns>
    /// The capabilities of the replacements that lead to an instruction; none of them where nothing leads there; null where
    /// anything else does, or a function that nothing in the Image leads to.
    /// </returns>
    public HashSet<CpuCap>? CapabilitiesAt(ulong address)
    {
        var capabilities = new HashSet<CpuCap>();
        var seen = new HashSet<ulong>();
        var open = new Stack<ulong>([address]);
        while (open.TryPop(out ulong at))
        {
            for (bool goesBack = true; goesBack && seen.Add(at); at -= WordBytes)
            {
                if (_ranges.IsReplacement(at))
                {
                    AddCapabilities(at, capabilities);
                    break;
                }

                if (!_text.Contains(at) || (IsFunction(at) && !_ways.ContainsKey(at)))
                {
                    return null;
                }

                _ways.GetValueOrDefault(at, []).ForEach(open.Push);
                goesBack = FollowsFrom(at);
            }
        }

        return capabilities;
    }

    private void Add(ulong from, ulong? to)
    {
        if (to is { } target)
        {
            _ways.TryAdd(target, []);
            _ways[target].Add(from);
        }
    }

    private bool IsFunction(ulong address) => _text.Functions.Find(address)?.Start == address;

    /// <summary>Whether the instruction before one goes on with it. Functions are aligned by NOPs.</summary>
    private bool FollowsFrom(ulong address)
    {
        ulong before = address - WordBytes;
        while (IsFunction(address) && IsPadding(before))
        {
            before -= WordBytes;
        }

        if (!_text.IsCode(before) || _ranges.IsReplacement(before))
        {
            return false;
        }

        Flow flow = _text.At(before).Flow;
        return flow is Flow.Next or Flow.ConditionalBranch || (flow is Flow.Call or Flow.IndirectCall && !IsFunction(address));
    }

    private bool IsPadding(ulong address) =>
        _text.IsCode(address) && _text.WordAt(address) == A64.Nop && !_ways.ContainsKey(address) && !IsFunction(address);

    private bool IsCallback(ulong address)
    {
        foreach (PatchRange range in _ranges.All)
        {
            if (range.Entry.IsCallback && range.Entry.Alternative == address)
            {
                return true;
            }
        }

        return false;
    }

    private void AddCapabilities(ulong address, HashSet<CpuCap> capabilities)
    {
        foreach (PatchRange range in _ranges.At(address))
        {
            if (!range.IsSite)
            {
                capabilities.Add(range.Capability);
            }
        }
    }
}
