namespace BareMetal.Patcher;

/// <summary>
/// Looks at an entry of any form and names all that is wrong with it. Here come the entries that
/// <see cref="HeaderCheck{TCallbacks, TErrors}"/> doesn't accept: those of sites with several entries, and those with errors.
/// </summary>
/// <typeparam name="TCallbacks">The callbacks that the table may name.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: the entry is one of the table, which TableCheck has let through, as the arena; marks are touched only of places that are sound.
internal static unsafe class HeaderErrors<TCallbacks, TErrors>
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Marks and chains an entry, or reports every error of it.</summary>
    public static void Check(ref AltPlan plan, int index)
    {
        AltInstr* entry = plan.Region.Table + index;
        EntryHeader header = new(plan.Region, index);
        int errors = plan.Errors;
        CheckOriginal(ref plan, index, header);
        if (!header.IsCapabilityKnown)
        {
            plan.Fail<TErrors>(index, AltErrorCode.UnknownCapability, (ulong)entry->Capability, CpuCaps.Count);
        }

        if (header.IsCallback)
        {
            CheckCallback(ref plan, index, header);
        }
        else
        {
            CheckReplacement(ref plan, index, header);
        }

        if (header.IsOriginalSound)
        {
            OverlapCheck<TErrors>.MarkOriginal(ref plan, index);
        }

        if (!header.IsCallback && header.IsReplacementAligned && header.IsReplacementInText && entry->AltLen >= A64.WordBytes)
        {
            OverlapCheck<TErrors>.MarkReplacement(ref plan, index);
        }

        if (plan.Errors == errors)
        {
            AddToChain(plan, index, entry->Capability);
        }
    }

    private static void AddToChain(in AltPlan plan, int index, CpuCap cap)
    {
        EntryChains chains = new(plan.Arena);
        byte* mark = plan.Arena.Marks + plan.Region.WordOf(plan.Region.Original(index));
        if (!SiteEntries.Continues(plan.Region, index))
        {
            chains.Add(cap, index);
        }
        else if ((*mark & TextMark.Several) == 0)
        {
            *mark |= TextMark.Several;
            chains.Add(EntryChains.SitesOfSeveral, index);
        }
    }

    private static void CheckOriginal(ref AltPlan plan, int index, in EntryHeader header)
    {
        uint bytes = plan.Region.Table[index].OrigLen;
        if (!header.HasOriginal)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalEmpty);
        }

        if (!header.IsOriginalWhole)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalLength, bytes);
        }

        if (!header.IsOriginalAligned)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalMisaligned);
        }

        if (!header.IsOriginalInText)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalOutsideText, bytes);
        }
    }

    private static void CheckCallback(ref AltPlan plan, int index, in EntryHeader header)
    {
        if (!header.HasNoReplacement)
        {
            plan.Fail<TErrors>(index, AltErrorCode.CallbackWithReplacement, plan.Region.Table[index].AltLen);
        }

        CodeAddress callback = plan.Region.Alternative(index);
        if (!TCallbacks.IsCallback(callback))
        {
            plan.Fail<TErrors>(index, AltErrorCode.UnknownCallback, callback.Value);
        }
    }

    private static void CheckReplacement(ref AltPlan plan, int index, in EntryHeader header)
    {
        AltInstr* entry = plan.Region.Table + index;
        ulong replacement = plan.Region.Alternative(index).Value;
        if (!header.AreLengthsEqual)
        {
            plan.Fail<TErrors>(index, AltErrorCode.LengthsDiffer, entry->OrigLen, entry->AltLen);
        }

        if (!header.IsReplacementAligned)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementMisaligned, replacement);
        }

        if (!header.IsReplacementInText)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementOutsideText, replacement, entry->AltLen);
        }
    }
}
