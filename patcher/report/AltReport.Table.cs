using System;

namespace BareMetal.Patcher;

/// <content>The table of sites, for people.</content>
// SAFETY: as the class: only entries of the plan's table are read.
public static unsafe partial class AltReport<TMem, TSymbols, TSink>
{
    private const int FunctionColumn = 7;
    private const int ReasonColumn = 38;
    private const int ActionColumn = 76;
    private const int WordsColumn = 85;

    /// <summary>Writes one line for each entry: what stands where, what was done and why, and the words before and after.</summary>
    public static void WriteTable(in AltPlan plan)
    {
        TextOutput<TSink> output = default;
        WriteRow(ref output, "index"u8, "function+offset"u8, "capability or callback"u8, "action"u8, "old words -> new words"u8);
        AltPlanEntry applied = default;
        for (int i = 0, end = 0; i < plan.Entries; i++)
        {
            applied = i == end ? plan.AppliedOfSite(i, out end) : applied;
            WriteTableEntry(ref output, plan, i, applied);
        }
    }

    private static void WriteTableEntry(ref TextOutput<TSink> output, in AltPlan plan, int index, in AltPlanEntry applied)
    {
        AltInstr* instr = plan.Region.Table + index;
        output.DecimalUpTo(FunctionColumn - 2, index);
        output.PadTo(FunctionColumn);
        WritePlace(ref output, plan.Entry(index).Address);
        output.PadTo(ReasonColumn);
        WriteCapabilityName(ref output, instr->Capability);
        if (instr->IsCallback)
        {
            output.Write(" "u8);
            WriteCallback(ref output, plan.Region.Alternative(index));
        }

        output.PadTo(ActionColumn);
        output.Write(ActionName(plan.Entry(index).Action));
        output.PadTo(WordsColumn);
        WriteWords(ref output, plan, index, applied, isNew: false, default, default, " "u8);
        output.Write(" -> "u8);
        WriteWords(ref output, plan, index, applied, isNew: true, default, default, " "u8);
        output.Write("\n"u8);
    }

    private static void WriteRow(
        ref TextOutput<TSink> output,
        ReadOnlySpan<byte> index,
        ReadOnlySpan<byte> function,
        ReadOnlySpan<byte> reason,
        ReadOnlySpan<byte> action,
        ReadOnlySpan<byte> words)
    {
        output.Write(index);
        output.PadTo(FunctionColumn);
        output.Write(function);
        output.PadTo(ReasonColumn);
        output.Write(reason);
        output.PadTo(ActionColumn);
        output.Write(action);
        output.PadTo(WordsColumn);
        output.Write(words);
        output.Write("\n"u8);
    }
}
