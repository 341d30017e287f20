namespace BareMetal.Patcher;

/// <content>JSON lines for programs.</content>
// SAFETY: as the class: only entries of the plan's table are read.
public static unsafe partial class AltReport<TMem, TSymbols, TSink>
{
    /// <summary>Writes one @alt line for each entry, then @alt-summary.</summary>
    public static void WriteJson(in AltPlan plan)
    {
        TextOutput<TSink> output = default;
        AltPlanEntry applied = default;
        for (int i = 0, end = 0; i < plan.Entries; i++)
        {
            applied = i == end ? plan.AppliedOfSite(i, out end) : applied;
            WriteJsonEntry(ref output, plan, i, applied);
        }

        WriteJsonSummary(ref output, plan.Counts, output.Checksum);
    }

    private static void WriteJsonEntry(ref TextOutput<TSink> output, in AltPlan plan, int index, in AltPlanEntry applied)
    {
        AltInstr* instr = plan.Region.Table + index;
        output.Write("@alt {\"index\":"u8);
        output.Decimal((ulong)index);
        output.Write(",\"orig\":\"0x"u8);
        output.Hex(plan.Entry(index).Address.Value, AddressDigits);
        output.Write("\",\"cap\":\""u8);
        WriteCapabilityName(ref output, instr->Capability);
        output.Write("\",\"callback\":"u8);
        WriteJsonCallback(ref output, plan, index);
        output.Write(",\"action\":\""u8);
        output.Write(ActionName(plan.Entry(index).Action));
        output.Write("\",\"old\":["u8);
        WriteWords(ref output, plan, index, applied, isNew: false, "\"0x"u8, "\""u8, ","u8);
        output.Write("],\"new\":["u8);
        WriteWords(ref output, plan, index, applied, isNew: true, "\"0x"u8, "\""u8, ","u8);
        output.Write("]}\n"u8);
    }

    private static void WriteJsonCallback(ref TextOutput<TSink> output, in AltPlan plan, int index)
    {
        if (!plan.Region.Table[index].IsCallback)
        {
            output.Write("null"u8);
            return;
        }

        output.Write("\""u8);
        WriteCallback(ref output, plan.Region.Alternative(index));
        output.Write("\""u8);
    }

    private static void WriteJsonSummary(ref TextOutput<TSink> output, in AltCounts counts, uint checksum)
    {
        WriteCount(ref output, "@alt-summary {\"entries\":"u8, counts.Entries);
        WriteCount(ref output, ",\"patched\":"u8, counts.Patched);
        WriteCount(ref output, ",\"kept\":"u8, counts.Kept + counts.Planned);
        WriteCount(ref output, ",\"failed\":"u8, counts.Failed);
        WriteCount(ref output, ",\"callbacks\":"u8, counts.Callbacks);
        WriteCount(ref output, ",\"words\":"u8, counts.Words);
        WriteCount(ref output, ",\"lines\":"u8, counts.Lines);
        WriteCount(ref output, ",\"errors\":"u8, counts.Errors);
        output.Write(",\"crc32\":\""u8);
        output.Hex(checksum, WordDigits);
        output.Write("\"}\n"u8);
    }
}
