namespace BareMetal.Patcher;

/// <summary>Plans the alternatives of a region and carries the plan out: every error is found and reported before a word is written.</summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TCallbacks">The callbacks that the table may name.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
public static class Alternatives<TMem, TCallbacks, TErrors>
    where TMem : struct, ICodeMemory
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Checks the whole table, then computes every word to write. May be called again until the plan is committed.</summary>
    /// <param name="plan">The region's plan.</param>
    /// <param name="inputs">What decides.</param>
    /// <param name="selection">Which entries may be applied.</param>
    /// <returns>Whether the plan can be committed. If not, every error was reported.</returns>
    public static bool Plan(ref AltPlan plan, in AltInputs inputs, in AltSelection selection)
    {
        if (plan.State == AltPlanState.Committed)
        {
            plan.FailTable<TErrors>(AltErrorCode.AlreadyApplied);
            return false;
        }

        plan.Reset(inputs);
        if (HeaderCheck<TCallbacks, TErrors>.CheckTable(ref plan))
        {
            HeaderCheck<TCallbacks, TErrors>.CheckEntries(ref plan);
            OverlapCheck<TErrors>.Check(ref plan);
            if (plan.Numbers.Errors == 0)
            {
                EntryPlanner<TMem, TCallbacks, TErrors>.PlanEntries(ref plan, inputs, selection);
            }
        }

        plan.CountActions();
        plan.State = plan.Numbers.Errors == 0 ? AltPlanState.Planned : AltPlanState.Refused;
        return plan.State == AltPlanState.Planned;
    }

    /// <summary>
    /// Writes the plan's words, maintains the caches and reads every word back. Either all of it is done, or the text is what it was.
    /// No caller may run patchable code on another core meanwhile.
    /// </summary>
    /// <param name="plan">A plan that <see cref="Plan"/> found free of errors.</param>
    /// <returns>Whether the text now holds the plan's words.</returns>
    public static bool Commit(ref AltPlan plan)
    {
        if (plan.State != AltPlanState.Planned)
        {
            plan.FailTable<TErrors>(plan.State == AltPlanState.Committed ? AltErrorCode.AlreadyApplied : AltErrorCode.NotPlanned);
            return false;
        }

        bool done = TextCommit<TMem, TErrors>.Run(ref plan);
        plan.State = done ? AltPlanState.Committed : AltPlanState.Refused;
        plan.CountActions();
        return done;
    }
}
