using System;

namespace BareMetal.Patcher;

/// <summary>
/// What was done, as text: JSON lines for programs, a table of sites and a summary by capability for people. It reads the plan and,
/// for entries that weren't applied, the text.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TSymbols">Names of functions and callbacks.</typeparam>
/// <typeparam name="TSink">Where the report goes.</typeparam>
public static unsafe class AltReport<TMem, TSymbols, TSink>
    where TMem : struct, ICodeMemory
    where TSymbols : struct, ISymbols
    where TSink : struct, ITextSink
{
    private const int AddressDigits = 16;
    private const int WordDigits = 8;

    private const int FunctionColumn = 7;
    private const int ReasonColumn = 38;
    private const int ActionColumn = 76;
    private const int WordsColumn = 85;

    private const int MaxCapabilityLines = 36;

    /// <summary>Writes the first line of a report.</summary>
    /// <param name="version">Version of the program.</param>
    /// <param name="image">SHA-256 of the image, in hexadecimal.</param>
    public static void WriteBoot(ReadOnlySpan<byte> version, ReadOnlySpan<byte> image)
    {
        TextOutput<TSink> output = default;
        output.Write("@boot {\"schema\":1,\"version\":\""u8);
        output.Write(version);
        output.Write("\",\"image\":\""u8);
        output.Write(image);
        output.Write("\"}\n"u8);
    }

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

    /// <summary>Writes one line for each capability that entries name, within 40 lines.</summary>
    /// <param name="plan">The plan, carried out or not.</param>
    /// <param name="capabilities">The capabilities that the CPU has.</param>
    public static void WriteCapabilities(in AltPlan plan, in CpuCapSet capabilities)
    {
        TextOutput<TSink> output = default;
        Span<CapabilityCounts> counts = stackalloc CapabilityCounts[CpuCaps.Count + 1];
        counts.Clear();
        CountByCapability(plan, counts);
        output.Write("alternatives: capability              CPU has   sites patched    kept  failed callbacks\n"u8);
        int lines = 0;
        int unlisted = 0;
        for (int cap = 0; cap < counts.Length; cap++)
        {
            if (counts[cap].Sites != 0 && lines++ < MaxCapabilityLines)
            {
                WriteCapability(ref output, (CpuCap)cap, capabilities, counts[cap]);
            }
            else if (counts[cap].Sites != 0)
            {
                unlisted++;
            }
        }

        WriteTotals(ref output, plan.Counts, unlisted);
    }

    /// <summary>Writes one line: the entry, what is wrong, and what to do.</summary>
    public static void WriteError(in AltError error)
    {
        TextOutput<TSink> output = default;
        output.Write("alternatives: "u8);
        if (error.Index != AltError.WholeTable)
        {
            output.Write("entry "u8);
            output.Decimal((ulong)error.Index);
            output.Write(" "u8);
        }

        output.Write("at "u8);
        WritePlace(ref output, error.Address);
        output.Write(": "u8);
        output.Write(AltErrors.Name(error.Code));
        output.Write(" ("u8);
        WriteHex(ref output, error.Detail0);
        output.Write(", "u8);
        WriteHex(ref output, error.Detail1);
        output.Write("): "u8);
        output.Write(AltErrors.Text(error.Code));
        output.Write(error.Reason.IsEmpty ? default : ": "u8);
        output.Write(error.Reason);
        output.Write("\n"u8);
    }

    /// <summary>Writes one line: the boot argument that is ignored, why, and what to do.</summary>
    public static void WriteArgumentError(int cpu, AltErrorCode code, ReadOnlySpan<byte> argument)
    {
        TextOutput<TSink> output = default;
        output.Write("boot argument ignored"u8);
        if (cpu != 0)
        {
            output.Write(" on CPU"u8);
            output.Decimal((ulong)cpu);
        }

        output.Write(": "u8);
        output.Write(argument);
        output.Write(": "u8);
        output.Write(AltErrors.Name(code));
        output.Write(": "u8);
        output.Write(AltErrors.Text(code));
        output.Write("\n"u8);
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

    private static void WriteCapability(ref TextOutput<TSink> output, CpuCap cap, in CpuCapSet capabilities, in CapabilityCounts counts)
    {
        bool isPresent = AltDecision.IsPresent(capabilities, cap);
        output.Write("alternatives: "u8);
        WriteCapabilityName(ref output, cap);
        output.PadTo(38);
        output.Write(isPresent ? "yes"u8 : "no"u8);
        output.DecimalUpTo(53, counts.Sites);
        output.DecimalUpTo(61, counts.Patched);
        output.DecimalUpTo(69, counts.Sites - counts.Patched - counts.Failed);
        output.DecimalUpTo(77, counts.Failed);
        output.DecimalUpTo(87, counts.Callbacks);
        output.Write("\n"u8);
    }

    private static void WriteTotals(ref TextOutput<TSink> output, in AltCounts counts, int unlisted)
    {
        if (unlisted != 0)
        {
            WriteCount(ref output, "alternatives: and "u8, unlisted);
            output.Write(" more capabilities: alt.report=table lists every site\n"u8);
        }

        WriteCount(ref output, "alternatives: "u8, counts.Entries);
        WriteCount(ref output, " entries: "u8, counts.Patched);
        WriteCount(ref output, " patched, "u8, counts.Kept + counts.Planned);
        WriteCount(ref output, " kept, "u8, counts.Failed);
        WriteCount(ref output, " failed; "u8, counts.Callbacks);
        WriteCount(ref output, " callbacks run, "u8, counts.Words);
        WriteCount(ref output, " words changed in "u8, counts.Lines);
        output.Write(" cache lines\n"u8);
        if (counts.Planned != 0)
        {
            WriteCount(ref output, "alternatives: "u8, counts.Planned);
            output.Write(" of the kept entries would be patched: nothing was written\n"u8);
        }
    }

    private static void CountByCapability(in AltPlan plan, Span<CapabilityCounts> counts)
    {
        for (int i = 0; i < plan.Entries; i++)
        {
            AltInstr* instr = plan.Region.Table + i;
            if (instr->Capability > CpuCap.NCaps)
            {
                continue;
            }

            ref CapabilityCounts row = ref counts[(int)instr->Capability];
            row.Sites++;
            row.Patched += plan.Entry(i).Action == AltAction.Patched ? 1 : 0;
            row.Failed += plan.Entry(i).Action == AltAction.Failed ? 1 : 0;
            row.Callbacks += instr->IsCallback ? 1 : 0;
        }
    }

    /// <summary>The words of an entry. Of one that isn't applied, the old ones for both: the text holds them, unless another of its site is.</summary>
    private static void WriteWords(
        ref TextOutput<TSink> output,
        in AltPlan plan,
        int index,
        in AltPlanEntry applied,
        bool isNew,
        ReadOnlySpan<byte> before,
        ReadOnlySpan<byte> after,
        ReadOnlySpan<byte> between)
    {
        bool isChanged = isNew && plan.Entry(index).HasWords;
        for (int word = 0; word < applied.Words && IsReadable(plan, applied); word++)
        {
            output.Write(word == 0 ? default : between);
            output.Write(before);
            output.Hex(Word(plan, applied, word, isChanged), WordDigits);
            output.Write(after);
        }
    }

    private static uint Word(in AltPlan plan, in AltPlanEntry entry, int word, bool isNew)
    {
        if (!entry.HasWords)
        {
            return TMem.Read(entry.Address.Word(word));
        }

        return isNew ? plan.NewWord(entry, word) : plan.OldWord(entry, word);
    }

    /// <summary>A damaged entry may lead anywhere: nothing is read there.</summary>
    private static bool IsReadable(in AltPlan plan, in AltPlanEntry entry) =>
        (entry.Address.Value & (A64.WordBytes - 1)) == 0 && plan.Region.Contains(entry.Address, (uint)entry.Words * A64.WordBytes);

    private static void WriteCapabilityName(ref TextOutput<TSink> output, CpuCap cap)
    {
        if (cap <= CpuCap.NCaps)
        {
            output.Write(CpuCaps.Name(cap));
        }
        else
        {
            output.Write("unknown-"u8);
            output.Decimal((ulong)cap);
        }
    }

    /// <summary>function+0x10, or the address where no function is known.</summary>
    private static void WritePlace(ref TextOutput<TSink> output, CodeAddress address)
    {
        if (TSymbols.TryFind(address, out FunctionName name, out ulong offset))
        {
            output.Write(name.Type);
            output.Write(name.Member);
            output.Write("+"u8);
            WriteHex(ref output, offset);
        }
        else
        {
            WriteHex(ref output, address.Value);
        }
    }

    /// <summary>The callback that starts at the address, or the address where none does.</summary>
    private static void WriteCallback(ref TextOutput<TSink> output, CodeAddress address)
    {
        if (TSymbols.TryFind(address, out FunctionName name, out ulong offset) && offset == 0)
        {
            output.Write(name.Type);
            output.Write(name.Member);
        }
        else
        {
            WriteHex(ref output, address.Value);
        }
    }

    private static void WriteHex(ref TextOutput<TSink> output, ulong value)
    {
        output.Write("0x"u8);
        output.Hex(value, 1);
    }

    private static void WriteCount(ref TextOutput<TSink> output, ReadOnlySpan<byte> text, int count)
    {
        output.Write(text);
        output.Decimal((ulong)count);
    }

    private static ReadOnlySpan<byte> ActionName(AltAction action) => action switch
    {
        AltAction.Patched => "patched"u8,
        AltAction.Planned => "planned"u8,
        AltAction.Failed => "failed"u8,
        _ => "kept"u8,
    };
}
