namespace BareMetal.Patcher;

/// <summary>
/// Compares plan, text and alias, before the first write of a commit and after its last maintenance, and reports each word that isn't as it
/// must be. Words are given as a range of indexes in the arena.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: words are a range that Plan filled, within the arena. A place is compared with the length of the text, and the checksum with that
// of the plan, before the text is reported on.
internal static unsafe class TextCheck<TMem, TErrors>
    where TMem : struct, ICodeMemory
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Whether the plan's words are those that were planned, and the text holds the old ones. What isn't so is reported.</summary>
    public static bool CheckOld(ref AltPlan plan, in AltPassPlan pass)
    {
        CodeAddress start = plan.Region.TextStart;
        ulong textWords = plan.Arena.TextCapacity;
        AltWord* end = plan.Arena.Words + pass.EndWord;
        ulong checksum = 0;
        ulong difference = 0;
        for (AltWord* next = plan.Arena.Words + pass.FirstWord; next < end; next++)
        {
            AltWord word = *next;
            if (word.Place >= textWords)
            {
                break;
            }

            checksum = word.AddTo(checksum);
            uint found = TMem.Read(start.Word(word.Place));
            difference |= word.DifferenceFromOld(found);
        }

        if (checksum != pass.Checksum)
        {
            plan.FailTable<TErrors>(AltErrorCode.PlanDamaged, pass.Checksum, checksum);
            return false;
        }

        bool isOld = difference >> 32 == 0;
        if (!isOld)
        {
            ReportDifferences(ref plan, pass.FirstWord, pass.EndWord, isCommitted: false, AltErrorCode.TextChanged);
        }

        return isOld;
    }

    /// <summary>The same for a committed pass: the text must hold the new words.</summary>
    public static bool CheckNew(ref AltPlan plan, in AltPassPlan pass)
    {
        ulong checksum = 0;
        for (int word = pass.FirstWord; word < pass.EndWord; word++)
        {
            checksum = plan.Arena.Words[word].AddTo(checksum);
        }

        if (checksum != pass.Checksum)
        {
            plan.FailTable<TErrors>(AltErrorCode.PlanDamaged, pass.Checksum, checksum);
            return false;
        }

        int errors = plan.Errors;
        ReportDifferences(ref plan, pass.FirstWord, pass.EndWord, isCommitted: true, AltErrorCode.TextChanged);
        return plan.Errors == errors;
    }

    /// <summary>Whether each word that changes can be stored; each that can't is reported.</summary>
    public static bool CheckAlias(ref AltPlan plan, int first, int end)
    {
        if (!TMem.CanAskForAlias)
        {
            return true;
        }

        int errors = plan.Errors;
        AliasAddress start = TMem.Alias(plan.Region.TextStart);
        ulong knownPage = ulong.MaxValue;
        bool mayWrite = true;
        for (int i = first; i < end; i++)
        {
            AltWord word = plan.Arena.Words[i];
            AliasAddress alias = start.Word(word.Place);
            ulong page = alias.Value / A64.AdrpPageBytes;
            mayWrite = page == knownPage ? mayWrite : TMem.MayWrite(alias);
            knownPage = page;
            if (word.IsChanged && !mayWrite)
            {
                ReportWord(ref plan, i, AltErrorCode.AliasUnwritable, alias.Value, word.New);
            }
        }

        return plan.Errors == errors;
    }

    /// <summary>Reports each word that <see cref="TextCommit{TMem}.Apply"/> did not read back.</summary>
    public static void ReportReadback(ref AltPlan plan, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            AltWord word = plan.Arena.Words[i];
            if (word.Found != word.New)
            {
                ReportWord(ref plan, i, AltErrorCode.ReadbackMismatch, word.New, word.Found);
            }
        }
    }

    /// <summary>Whether all words before <paramref name="end"/> are as they were; each that isn't is reported.</summary>
    public static bool CheckRestored(ref AltPlan plan, int end)
    {
        int errors = plan.Errors;
        ReportDifferences(ref plan, 0, end, isCommitted: false, AltErrorCode.UndoFailed);
        return plan.Errors == errors;
    }

    private static void ReportDifferences(ref AltPlan plan, int first, int end, bool isCommitted, AltErrorCode code)
    {
        for (int i = first; i < end; i++)
        {
            AltWord word = plan.Arena.Words[i];
            uint expected = isCommitted ? word.New : word.Old;
            uint found = TMem.Read(plan.AddressOf(word));
            if (found != expected)
            {
                ReportWord(ref plan, i, code, expected, found);
            }
        }
    }

    private static void ReportWord(ref AltPlan plan, int word, AltErrorCode code, ulong detail0, ulong detail1) =>
        plan.FailAt<TErrors>(plan.EntryOf(word), plan.AddressOf(plan.Arena.Words[word]), code, detail0, detail1);
}
