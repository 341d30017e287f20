using System;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>
/// Synthetic tables: the cost of an entry by its kind, and of a table by its size and order, each beside the same table's cost in the
/// loop of linux_like.c.
/// </summary>
internal static class SyntheticBench
{
    private const int KindEntries = 1000;
    private const int SmallestGrowth = 100;
    private const int GrowthFactor = 10;

    /// <param name="physical">PA of free memory, a multiple of 2 MiB.</param>
    /// <param name="largest">Where growth ends: 1,000, 10,000 or 100,000 entries.</param>
    public static bool Run(ulong physical, uint largest)
    {
        if (!SyntheticTable.Open(physical))
        {
            Log.Line("bench: the addresses of synthetic tables are taken"u8);
            return false;
        }

        AliasedMemory.AliasOffset = SyntheticTable.AliasOffset;
        AltInputs inputs = BenchInputs.Read();
        bool isDone = true;
        for (EntryKind kind = EntryKind.Skip; kind <= EntryKind.Mixed; kind++)
        {
            isDone &= Kind(kind, inputs);
        }

        for (int count = SmallestGrowth; count <= largest; count *= GrowthFactor)
        {
            isDone &= Growth(count, isShuffled: false, inputs);
            isDone &= Growth(count, isShuffled: true, inputs);
        }

        return isDone;
    }

    private static bool Kind(EntryKind kind, in AltInputs inputs)
    {
        SyntheticScene.Choose(kind, KindEntries, isShuffled: false);
        bool isDone = Measurement<SyntheticScene, LinkedCallbacks>.Phases(
            inputs, out PhaseCounts phases, out MaintenanceMarks marks, out AltCounts counts);
        BenchLine line = new("kind"u8);
        line.Text("kind"u8, Name(kind));
        line.Counts(phases, marks, counts);
        line.Number("c"u8, CLoop.Measure(inputs));
        line.Number("cDc"u8, CLoop.CountCleans(inputs));
        line.End();
        return isDone;
    }

    private static bool Growth(int count, bool isShuffled, in AltInputs inputs)
    {
        SyntheticScene.Choose(EntryKind.Mixed, count, isShuffled);
        bool isDone = Measurement<SyntheticScene, LinkedCallbacks>.Run<AliasedMemory>(
            inputs, out RunCounts run, out AltCounts counts);
        BenchLine line = new("growth"u8);
        line.Text("order"u8, isShuffled ? "shuffled"u8 : "sorted"u8);
        line.Number("entries"u8, (ulong)counts.Entries);
        line.Number("patched"u8, (ulong)counts.Patched);
        line.Number("total"u8, run.Total);
        line.Number("c"u8, CLoop.Measure(inputs));
        line.End();
        return isDone;
    }

    private static ReadOnlySpan<byte> Name(EntryKind kind) => kind switch
    {
        EntryKind.Skip => "skip"u8,
        EntryKind.Replacement => "replacement"u8,
        EntryKind.Callback => "callback"u8,
        EntryKind.LongReplacement => "replacement4"u8,
        EntryKind.Branch => "branch"u8,
        _ => "mixed"u8,
    };
}
