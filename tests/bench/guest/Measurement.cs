using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>
/// Counts the instructions of the patcher on a scene. Totals come from a run without any probe. Borders between phases come from
/// runs of their own, whose probe costs nothing before the border.
/// </summary>
internal static class Measurement<TScene, TMem, TCallbacks>
    where TScene : struct, IScene
    where TMem : struct, ICodeMemory
    where TCallbacks : struct, IAltCallbacks
{
    /// <summary>
    /// Measures, and leaves the text patched by a run without a probe. False where the patcher refused the table, which has been
    /// logged then.
    /// </summary>
    public static bool Run(in AltInputs inputs, out PhaseCounts phases, out OperationCounts operations, out AltCounts counts)
    {
        OperationCount.Forget();
        bool isDone = Once<ProbedMemory<TMem, FirstRead>>(inputs, out RunCounts read, out _)
            & Once<ProbedMemory<TMem, FirstMaintenance>>(inputs, out RunCounts maintenance, out _)
            & Once<ProbedMemory<TMem, FirstSynchronization>>(inputs, out RunCounts synchronization, out _)
            & Once<ProbedMemory<TMem, OperationCount>>(inputs, out _, out _)
            & Once<TMem>(inputs, out RunCounts run, out counts);
        operations = OperationCount.Counts;
        phases = new PhaseCounts
        {
            Validate = read.UpToMarkInPlan,
            Plan = run.Plan - read.UpToMarkInPlan,
            Commit = maintenance.UpToMarkInCommit,
            Maintain = synchronization.UpToMarkInCommit - maintenance.UpToMarkInCommit,
            Readback = run.Commit - synchronization.UpToMarkInCommit,
        };
        return isDone;
    }

    /// <summary>One run; false where the patcher refused the table.</summary>
    public static bool Once<TProbed>(in AltInputs inputs, out RunCounts run, out AltCounts counts)
        where TProbed : struct, ICodeMemory
    {
        TScene.Reset(out AltPlan plan);
        FirstMoment.Forget();
        uint start = InstructionCounter.Read();
        bool isDone = Alternatives<TProbed, TCallbacks, ErrorLog>.Plan(ref plan, inputs, default);
        uint end = InstructionCounter.Read();
        run.Plan = end - start;
        run.UpToMarkInPlan = FirstMoment.Or(end) - start;

        FirstMoment.Forget();
        start = InstructionCounter.Read();
        isDone = isDone && Alternatives<TProbed, TCallbacks, ErrorLog>.Commit(ref plan);
        end = InstructionCounter.Read();
        run.Commit = end - start;
        run.UpToMarkInCommit = FirstMoment.Or(end) - start;
        counts = plan.Counts;
        return isDone;
    }
}
