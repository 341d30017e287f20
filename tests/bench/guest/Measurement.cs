using BareMetal.Boot.Alternatives;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>Counts the instructions of the patcher on a scene, which stays patched.</summary>
internal static class Measurement<TScene, TCallbacks>
    where TScene : struct, IScene
    where TCallbacks : struct, IAltCallbacks
{
    /// <summary>
    /// Measures by phase: totals come from a run without marks, the borders inside the commits from one with them. False where the
    /// patcher refused the table, which has been logged then.
    /// </summary>
    public static bool Phases(in AltInputs inputs, out PhaseCounts phases, out MaintenanceMarks marks, out AltCounts counts)
    {
        MarkedCache.Initialize(inputs.Capabilities.Has(CpuCap.WorkaroundCleanCache));
        MarkedCache.Marks = default;
        bool isDone = Run<MarkedMemory>(inputs, out RunCounts marked, out _);
        marks = MarkedCache.Marks;

        isDone &= Run<AliasedMemory>(inputs, out RunCounts run, out counts);
        phases.Validate = run.Validate;
        phases.Plan = run.Plan;
        phases.Commit = marked.BeforeMaintenance;
        phases.Maintain = run.Commit - marked.BeforeMaintenance - marked.AfterMaintenance;
        phases.Readback = marked.AfterMaintenance;
        return isDone;
    }

    /// <summary>One run; false where the patcher refused the table.</summary>
    public static bool Run<TMem>(in AltInputs inputs, out RunCounts run, out AltCounts counts)
        where TMem : struct, ICodeMemory
    {
        TScene.Reset(out AltPlan plan);
        run = default;
        uint start = InstructionCounter.Read();
        bool isDone = Alternatives<TMem, TCallbacks, ErrorLog>.Validate(ref plan);
        run.Validate = InstructionCounter.Read() - start;
        isDone = isDone && Pass<TMem>(ref plan, AltPass.Boot, inputs, ref run) && Pass<TMem>(ref plan, AltPass.System, inputs, ref run);
        counts = plan.Counts;
        return isDone;
    }

    private static bool Pass<TMem>(ref AltPlan plan, AltPass pass, in AltInputs inputs, ref RunCounts run)
        where TMem : struct, ICodeMemory
    {
        ref MaintenanceMarks marks = ref MarkedCache.Marks;
        marks.First = 0;
        uint start = InstructionCounter.Read();
        bool isDone = Alternatives<TMem, TCallbacks, ErrorLog>.Plan(ref plan, pass, inputs, default);
        uint planned = InstructionCounter.Read();
        isDone = isDone && Alternatives<TMem, TCallbacks, ErrorLog>.Commit(ref plan, pass);
        uint committed = InstructionCounter.Read();
        run.Plan += planned - start;
        run.Commit += committed - planned;

        // Where nothing is written, nothing is maintained.
        bool isMaintained = marks.First != 0;
        run.BeforeMaintenance += isMaintained ? marks.First - planned - MarkedCache.CostBeforeFirst : committed - planned;
        run.AfterMaintenance += isMaintained ? committed - marks.Last - MarkedCache.CostAfterLast : 0;
        return isDone;
    }
}
