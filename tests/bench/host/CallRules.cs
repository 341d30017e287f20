using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Code;
using BareMetal.Patcher;

namespace BareMetal.Bench;

/// <summary>What is promised of alternatives in C#.</summary>
internal static class CallRules
{
    /// <summary>What an iteration of an atomic add may take more than as ilc compiles it for a CPU with LSE.</summary>
    private const int MoreThanStatic = 3;

    /// <summary>MOVZ, MOVN and MOVK of x0 (Arm ARM, "Move wide (immediate)").</summary>
    private static readonly InstructionClass s_move = new(0b1_00_111111_00_0000000000000000_11111, 0b1_00_100101_00_0000000000000000_00000);

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

        int sites = operation.IsOutOfLine || (operation.IsAtomic && cost.Static is null) ? 0 : 1;
        Require(ours.Sites.Count == sites, $"the loop has {ours.Sites.Count} patched sites, not {sites}");
        Flow expected = operation.IsCall ? Flow.Call : Flow.Next;
        foreach (Instruction site in ours.Sites)
        {
            Require(site.Flow == expected, $"the site is {site.Word:x8}, which is {site.Flow}, not {expected}");
        }

        Require(!ours.NamesData, "the function loads, or makes the address of, data, as if for a flag");
        IReadOnlyList<Instruction> called = operation.IsOutOfLine ? ours.Called() : [];
        Require(!operation.IsOutOfLine || IsConstant(called),
            $"the call reaches {string.Join(' ', called.Select(i => $"{i.Word:x8}"))}, not moves, NOPs and a return");
        int length = ours.Length + called.Count;
        Require(operation.IsCall || cost.Patched == length || cost.Static is null,
            $"{cost.Patched} instructions ran, but the loop and its constant have {length}: something else is called");
        if (cost.Static is { } known)
        {
            int limit = MoreThanStatic + called.Count;
            Require(cost.Patched <= known + limit, $"{cost.Patched} instructions, more than {limit} above the {known} of ilc for this CPU");
            Require(!operation.IsAtomic || (cost.Patched < cost.Baseline && cost.Patched < cost.Tested),
                $"{cost.Patched} instructions, not fewer than baseline ({cost.Baseline}) and load-and-test ({cost.Tested})");
            Require(operation.Name != "test" || cost.Patched - known == operation.Own,
                $"{cost.Patched - known} instructions for a capability test, not {operation.Own}: one and its branch");
        }

        return broken;
    }

    /// <summary>Moves into x0, NOPs and a return, and no more than any constant takes.</summary>
    private static bool IsConstant(IReadOnlyList<Instruction> code) =>
        code.Count == A64.MaxConstantWords + 1
        && code[^1].Flow == Flow.Return
        && code.SkipLast(1).SkipWhile(i => s_move.Matches(i.Word)).All(i => i.Word == A64.Nop)
        && s_move.Matches(code[1].Word);
}
