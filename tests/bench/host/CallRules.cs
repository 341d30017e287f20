using System.Collections.Generic;
using BareMetal.AltTool.Code;

namespace BareMetal.Bench;

/// <summary>What is promised of alternatives in C#.</summary>
internal static class CallRules
{
    /// <summary>What an iteration of an atomic add may take more than as ilc compiles it for a CPU with LSE.</summary>
    private const int MoreThanStatic = 3;

    /// <summary>What doesn't hold, as sentences.</summary>
    public static List<string> Broken(CallOperation operation, CallCost cost, LoopCode ours)
    {
        List<string> broken = [];
        void Require(bool condition, string rule)
        {
            if (!condition)
            {
                broken.Add($"{cost.Cpu}: {cost.Operation}: {rule}");
            }
        }

        int sites = operation.IsAtomic && cost.Static is null ? 0 : 1;
        Require(ours.Sites.Count == sites, $"the loop has {ours.Sites.Count} patched sites, not {sites}");
        Flow expected = operation.IsCall ? Flow.Call : Flow.Next;
        foreach (Instruction site in ours.Sites)
        {
            Require(site.Flow == expected, $"the site is {site.Word:x8}, which is {site.Flow}, not {expected}");
        }

        Require(!ours.NamesData, "the function loads, or makes the address of, data, as if for a flag");
        Require(operation.IsCall || cost.Patched == ours.Length || cost.Static is null, $"{cost.Patched} instructions ran, but the loop has {ours.Length}: something is called");
        if (cost.Static is { } known)
        {
            Require(cost.Patched <= known + MoreThanStatic, $"{cost.Patched} instructions, more than {MoreThanStatic} above the {known} of ilc for this CPU");
            Require(!operation.IsAtomic || (cost.Patched < cost.Baseline && cost.Patched < cost.Tested),
                $"{cost.Patched} instructions, not fewer than baseline ({cost.Baseline}) and load-and-test ({cost.Tested})");
            Require(operation.Name != "test" || cost.Patched - known == operation.Own, $"{cost.Patched - known} instructions for a capability test, not {operation.Own}: one and its branch");
        }

        return broken;
    }
}
