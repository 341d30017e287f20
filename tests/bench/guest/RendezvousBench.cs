using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>What it costs that other cores stand still while text is written; and the count at which the program began.</summary>
// SAFETY: the Core of a core that is online is mapped for ever; the others stand still while this one writes their generation.
internal static unsafe class RendezvousBench
{
    private const int Rounds = 5;
    private const int Entries = 1000;
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <param name="physical">PA of free memory, a multiple of 2 MiB.</param>
    /// <param name="begun">
    /// Ticks of <see cref="LogCounter"/> when the program began: QEMU's clock goes by a nanosecond with each instruction.
    /// </param>
    public static bool Run(ulong physical, ulong begun)
    {
        if (!SyntheticTable.Open(physical))
        {
            Log.Line("bench: the addresses of synthetic tables are taken"u8);
            return false;
        }

        AliasedMemory.AliasOffset = SyntheticTable.AliasOffset;
        SyntheticScene.Choose(EntryKind.Mixed, Entries, isShuffled: false);
        CoreCount.Initialize();
        AltInputs inputs = BenchInputs.Read();
        bool isDone = Round(inputs, out RendezvousCounts least);
        for (int round = 1; round < Rounds && isDone; round++)
        {
            isDone = Round(inputs, out RendezvousCounts counts);
            least = RendezvousCounts.Least(least, counts);
        }

        Report(least, begun * (NanosecondsPerSecond / LogCounter.WaitFrequency));
        return isDone;
    }

    private static bool Round(in AltInputs inputs, out RendezvousCounts counts)
    {
        counts = default;
        return Rendezvous.Stop()
            && Alone(ref counts)
            && Together(ref counts)
            && Patch(inputs, ref counts)
            && PatchStopped(inputs, ref counts);
    }

    // No core is waited for: the others stand still already, and this one writes their generation for them.
    private static bool Alone(ref RendezvousCounts counts)
    {
        uint start = InstructionCounter.Read();
        bool isDone = Rendezvous.Stop();
        counts.Stop = CoreCount.Since(start);
        for (int index = 1; index < CoreTable.Count; index++)
        {
            if (CoreTable.IsOnline(index))
            {
                CoreTable.At(index)->Generation++;
            }
        }

        start = InstructionCounter.Read();
        Rendezvous.Resume();
        counts.Resume = CoreCount.Since(start);
        CoreCount.Settle();
        return isDone;
    }

    private static bool Together(ref RendezvousCounts counts)
    {
        uint start = InstructionCounter.Read();
        bool isDone = Rendezvous.Stop();
        Rendezvous.Resume();
        counts.All = CoreCount.Since(start);
        CoreCount.Settle();
        return isDone;
    }

    private static bool Patch(in AltInputs inputs, ref RendezvousCounts counts)
    {
        bool isDone = Plan(inputs, out AltPlan plan);
        uint start = InstructionCounter.Read();
        isDone = isDone && Commit(ref plan);
        counts.Commit = CoreCount.Since(start);
        start = InstructionCounter.Read();
        isDone = isDone && Undo(ref plan);
        counts.Undo = CoreCount.Since(start);
        return isDone;
    }

    private static bool PatchStopped(in AltInputs inputs, ref RendezvousCounts counts)
    {
        bool isDone = Plan(inputs, out AltPlan plan);
        uint start = InstructionCounter.Read();
        isDone = isDone && Rendezvous.Stop() && Commit(ref plan);
        Rendezvous.Resume();
        counts.StoppedCommit = CoreCount.Since(start);
        CoreCount.Settle();
        start = InstructionCounter.Read();
        isDone = isDone && Rendezvous.Stop() && Undo(ref plan);
        Rendezvous.Resume();
        counts.StoppedUndo = CoreCount.Since(start);
        CoreCount.Settle();
        return isDone;
    }

    private static bool Plan(in AltInputs inputs, out AltPlan plan)
    {
        SyntheticScene.Reset(out plan);
        return Alternatives<AliasedMemory, LinkedCallbacks, ErrorLog>.Validate(ref plan)
            && Alternatives<AliasedMemory, LinkedCallbacks, ErrorLog>.Plan(ref plan, AltPass.Boot, inputs, default)
            && Alternatives<AliasedMemory, LinkedCallbacks, ErrorLog>.Plan(ref plan, AltPass.System, inputs, default);
    }

    private static bool Commit(ref AltPlan plan) =>
        Alternatives<AliasedMemory, LinkedCallbacks, ErrorLog>.Commit(ref plan, AltPass.Boot)
        && Alternatives<AliasedMemory, LinkedCallbacks, ErrorLog>.Commit(ref plan, AltPass.System);

    private static bool Undo(ref AltPlan plan) => Alternatives<AliasedMemory, LinkedCallbacks, ErrorLog>.Undo(ref plan);

    private static void Report(in RendezvousCounts counts, ulong boot)
    {
        BenchLine line = new("rendezvous"u8);
        line.Number("cores"u8, (ulong)CoreTable.OnlineCount);
        line.Number("boot"u8, boot);
        line.Number("stop"u8, counts.Stop);
        line.Number("resume"u8, counts.Resume);
        line.Number("all"u8, counts.All);
        line.Number("commit"u8, counts.Commit);
        line.Number("stoppedCommit"u8, counts.StoppedCommit);
        line.Number("undo"u8, counts.Undo);
        line.Number("stoppedUndo"u8, counts.StoppedUndo);
        line.End();
    }
}
