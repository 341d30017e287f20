using System;

namespace BareMetal.Patcher;

/// <content>The summary by capability, for people.</content>
// SAFETY: as the class: only entries of the plan's table are read.
public static unsafe partial class AltReport<TMem, TSymbols, TSink>
{
    private const int MaxCapabilityLines = 36;

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
}

/// <summary>The entries of one capability.</summary>
internal struct CapabilityCounts
{
    public int Sites;
    public int Patched;
    public int Failed;
    public int Callbacks;
}
