namespace BareMetal.Patcher;

/// <summary>
/// Applies the alternatives of a region: <see cref="Validate"/> once, then <see cref="Plan"/> and <see cref="Commit"/> for the boot
/// pass and for the system pass. Every error is found and reported before a word is written; what fails later leaves the text as it
/// was before the first pass.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TCallbacks">The callbacks that the table may name.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
public static class Alternatives<TMem, TCallbacks, TErrors>
    where TMem : struct, ICodeMemory
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Checks the table and the headers of all entries, whatever capabilities they are for. It takes place once.</summary>
    /// <param name="plan">The region's plan.</param>
    /// <returns>Whether passes can be planned. If not, every error was reported.</returns>
    public static bool Validate(ref AltPlan plan)
    {
        if (plan.State == AltPlanState.Empty)
        {
            if (TableCheck<TErrors>.Check(ref plan))
            {
                HeaderCheck<TCallbacks, TErrors>.CheckEntries(ref plan);
            }

            plan.State = plan.Errors == 0 ? AltPlanState.Validated : AltPlanState.Refused;
        }

        return plan.State == AltPlanState.Validated;
    }

    /// <summary>
    /// Computes every word that a pass writes. The system pass comes after the boot pass. Either may be planned again until it is
    /// committed, which drops what was planned after it.
    /// </summary>
    /// <param name="plan">The region's plan, validated.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="inputs">What decides.</param>
    /// <param name="selection">Which entries may be applied.</param>
    /// <returns>
    /// Whether the pass can be committed. If not, every error was reported, and the text is as it was before the first pass.
    /// </returns>
    public static bool Plan(ref AltPlan plan, AltPass pass, in AltInputs inputs, in AltSelection selection)
    {
        AltErrorCode refusal = plan.State != AltPlanState.Validated ? AltErrorCode.NotValidated
            : plan.IsCommitted(pass) || plan.IsCommitted(AltPass.System) ? AltErrorCode.AlreadyApplied
            : pass == AltPass.System && plan.BootPass.State == AltPassState.Empty ? AltErrorCode.PassOutOfOrder
            : AltErrorCode.None;
        if (refusal != AltErrorCode.None)
        {
            plan.FailTable<TErrors>(refusal, (ulong)pass);
            return false;
        }

        int errors = plan.Errors;
        ref AltPassPlan words = ref AltPlan.Begin(ref plan, pass, inputs);
        EntryPlanner<TMem, TCallbacks, TErrors>.PlanEntries(ref plan, ref words, pass, inputs, selection);
        words.State = AltPassState.Planned;
        if (plan.Errors != errors)
        {
            Refuse(ref plan, ref words);
        }

        return plan.Errors == errors;
    }

    /// <summary>
    /// Writes a pass's words, maintains the caches and reads every word back. Either all of it is done, or the text is what it was before
    /// the first pass. No other CPU may run the text meanwhile; each has to synchronise its context (ISB) before it does again.
    /// </summary>
    /// <param name="plan">The region's plan.</param>
    /// <param name="pass">A pass that <see cref="Plan"/> found free of errors.</param>
    /// <returns>Whether the text now holds the pass's words.</returns>
    public static bool Commit(ref AltPlan plan, AltPass pass)
    {
        ref AltPassPlan words = ref AltPlan.PassOf(ref plan, pass);
        AltErrorCode refusal = words.State == AltPassState.Committed ? AltErrorCode.AlreadyApplied
            : words.State == AltPassState.Empty ? AltErrorCode.NotPlanned
            : pass == AltPass.System && !plan.IsCommitted(AltPass.Boot) ? AltErrorCode.PassOutOfOrder
            : AltErrorCode.None;
        if (refusal != AltErrorCode.None)
        {
            plan.FailTable<TErrors>(refusal, (ulong)pass);
            return false;
        }

        if (!TextCheck<TMem, TErrors>.CheckOld(ref plan, words)
            || !TextCheck<TMem, TErrors>.CheckAlias(ref plan, words.FirstWord, words.EndWord))
        {
            Refuse(ref plan, ref words);
            return false;
        }

        if (!TextCommit<TMem>.Apply(ref plan, words.FirstWord, words.EndWord))
        {
            TextCheck<TMem, TErrors>.ReportReadback(ref plan, words.FirstWord, words.EndWord);
            TextCheck<TMem, TErrors>.CheckRestored(ref plan, words.EndWord);
            plan.ForgetPasses();
            plan.State = AltPlanState.Refused;
            return false;
        }

        words.State = AltPassState.Committed;
        return true;
    }

    /// <summary>
    /// Puts back every word of the committed passes, maintains the caches and compares. The text is then what it was before the first
    /// pass, and passes can be planned again, from other inputs.
    /// </summary>
    /// <param name="plan">The region's plan.</param>
    /// <returns>
    /// Whether all is as it was. If not, what isn't was reported; where the plan or the text had been changed by others, nothing
    /// was written.
    /// </returns>
    public static bool Undo(ref AltPlan plan)
    {
        if (!plan.IsCommitted(AltPass.Boot))
        {
            plan.FailTable<TErrors>(AltErrorCode.NotApplied);
            return false;
        }

        return UndoCommitted(ref plan);
    }

    /// <summary>
    /// For an exception handler, where <see cref="AltPlan.TextState"/> is Writing: puts the text back as it was before
    /// the first pass. The words that were not written yet are left alone, the one whose store failed among them.
    /// </summary>
    /// <param name="plan">The region's plan.</param>
    /// <returns>Whether the text is as it was; every word that isn't was reported.</returns>
    public static bool UndoInterrupted(ref AltPlan plan)
    {
        int end = plan.IsCommitted(AltPass.Boot) ? plan.SystemPass.EndWord : plan.BootPass.EndWord;
        plan.State = AltPlanState.Refused;
        TextCommit<TMem>.RestoreInterrupted(ref plan, end);
        return Forget(ref plan, end);
    }

    private static void Refuse(ref AltPlan plan, ref AltPassPlan pass)
    {
        plan.State = AltPlanState.Refused;
        pass.State = AltPassState.Empty;
        UndoCommitted(ref plan);
    }

    /// <summary>Undoes what is committed, unless the plan is damaged or the text isn't what the commit made of it.</summary>
    private static bool UndoCommitted(ref AltPlan plan)
    {
        bool isSound = true;
        int end = 0;
        for (AltPass pass = AltPass.Boot; pass <= AltPass.System && plan.IsCommitted(pass); pass++)
        {
            ref AltPassPlan words = ref AltPlan.PassOf(ref plan, pass);
            isSound &= TextCheck<TMem, TErrors>.CheckNew(ref plan, words);
            end = words.EndWord;
        }

        return isSound && PutBack(ref plan, end);
    }

    /// <summary>Puts all words back, or none where one can't be written: the text is never left half undone.</summary>
    private static bool PutBack(ref AltPlan plan, int end)
    {
        if (end != 0 && TextCheck<TMem, TErrors>.CheckAlias(ref plan, 0, end))
        {
            TextCommit<TMem>.Restore(ref plan, end);
        }

        return Forget(ref plan, end);
    }

    /// <summary>Whether all words before <paramref name="end"/> are as they were; no pass is planned or committed any more.</summary>
    private static bool Forget(ref AltPlan plan, int end)
    {
        plan.ForgetPasses();
        bool isRestored = TextCheck<TMem, TErrors>.CheckRestored(ref plan, end);
        plan.State = isRestored ? plan.State : AltPlanState.Refused;
        return isRestored;
    }
}
