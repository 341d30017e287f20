using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Safety;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Isa;

/// <summary>A function that only replacements lead to, directly or by others of that kind, runs where the capability of one of them is there.</summary>
internal sealed class ReplacementCalls
{
    private readonly ImageText _text;
    private readonly PatchRanges _ranges;

    /// <summary>By VA of the function: where control comes into it, or its address is taken.</summary>
    private readonly Dictionary<ulong, List<ulong>> _ways = [];

    public ReplacementCalls(ImageText text, TextReferences references, PatchRanges ranges)
    {
        _text = text;
        _ranges = ranges;

        // Functions are aligned by NOPs, which nobody reaches behind the end of the one before.
        bool mayGoOn = false;
        foreach (Instruction instruction in text.Instructions)
        {
            Add(instruction.Address, instruction.Target);
            mayGoOn = instruction.Word == A64.Nop ? mayGoOn : instruction.Flow is Flow.Next or Flow.ConditionalBranch;
            Add(instruction.Address, mayGoOn ? instruction.Address + sizeof(uint) : null);
        }

        foreach (TextReference reference in references.All)
        {
            bool isSite = reference.Section == AltTable.SectionName && !IsCallback(reference.Target);
            Add(reference.Place, isSite ? null : reference.Target);
        }
    }

    /// <returns>The capabilities of the replacements that lead to a function; null where anything else does, or nothing.</returns>
    public HashSet<CpuCap>? CapabilitiesOf(CodeFunction function)
    {
        var capabilities = new HashSet<CpuCap>();
        var seen = new HashSet<ulong>();
        var open = new Stack<ulong>([function.Start]);
        while (open.TryPop(out ulong start))
        {
            if (!seen.Add(start))
            {
                continue;
            }

            if (!_ways.TryGetValue(start, out List<ulong>? ways))
            {
                return null;
            }

            foreach (ulong way in ways)
            {
                if (_ranges.IsReplacement(way))
                {
                    AddCapabilities(way, capabilities);
                }
                else if (_text.Contains(way) && _text.Functions.Find(way) is { } caller)
                {
                    open.Push(caller.Start);
                }
                else
                {
                    return null;
                }
            }
        }

        return capabilities;
    }

    private void Add(ulong from, ulong? to)
    {
        CodeFunction? function = to is { } target && _text.Contains(target) ? _text.Functions.Find(target) : null;
        if (function is null || (from >= function.Start && from < function.End))
        {
            return;
        }

        if (!_ways.TryGetValue(function.Start, out List<ulong>? ways))
        {
            _ways.Add(function.Start, ways = []);
        }

        ways.Add(from);
    }

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
