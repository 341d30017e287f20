using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Counts the instructions of the patcher on a scene, which stays patched.</summary>
internal static class Measurement<TScene, TCallbacks>
    where TScene : struct, IScene
    where TCallbacks : struct, IAltCallbacks
{
    /// <summary>
    /// Measures by phase: totals come from a run without marks, the borders inside the commit from one with them. False where the
    /// patcher refused the table, which has been logged then.
    /// </summary>
    public static bool Phases(in AltInputs inputs, out PhaseCounts phases, out MaintenanceMarks marks, out AltCounts counts)
    {
        AltInputs none = inputs;
        none.Capabilities = default;
        bool isDone = Run<AliasedMemory>(none, out RunCounts idle, out _);

        MarkedCache.Initialize(inputs.Capabilities.Has(CpuCap.WorkaroundCleanCache));
        MarkedCache.Marks = default;
        isDone &= Run<MarkedMemory>(inputs, out RunCounts marked, out _);
        marks = MarkedCache.Marks;

        isDone &= Run<AliasedMemory>(inputs, out RunCounts run, out counts);
        phases.Validate = idle.Plan;
        phases.Plan = run.Plan - idle.Plan;
        phases.Commit = marks.First - marked.CommitStart - MarkedCache.CostBeforeFirst;
        phases.Readback = marked.CommitStart + marked.Commit - marks.Last - MarkedCache.CostAfterLast;
        phases.Maintain = run.Commit - phases.Commit - phases.Readback;
        return isDone;
    }

    /// <summary>One run; false where the patcher refused the table.</summary>
    public static bool Run<TMem>(in AltInputs inputs, out RunCounts run, out AltCounts counts)
        where TMem : struct, ICodeMemory
    {
        TScene.Reset(out AltPlan plan);
        uint start = InstructionCounter.Read();
        bool isDone = Alternatives<TMem, TCallbacks, ErrorLog>.Plan(ref plan, inputs, default);
        run.CommitStart = InstructionCounter.Read();
        isDone = isDone && Alternatives<TMem, TCallbacks, ErrorLog>.Commit(ref plan);
        run.Commit = InstructionCounter.Read() - run.CommitStart;
        run.Plan = run.CommitStart - start;
        counts = plan.Counts;
        return isDone;
    }
}
