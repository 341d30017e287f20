namespace BareMetal.Patcher;

/// <summary>Computes the new words of every entry that applies, from its replacement or by its callback.</summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TCallbacks">The callbacks.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: the plan is validated, so every entry of its chains is sound; words are written only where the arena has room for them.
internal static unsafe class EntryPlanner<TMem, TCallbacks, TErrors>
    where TMem : struct, ICodeMemory
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Plans all entries of a pass; one that has an error doesn't keep the others from being looked at.</summary>
    /// <param name="plan">The plan, validated.</param>
    /// <param name="pass">The pass, begun.</param>
    /// <param name="which">Which one it is.</param>
    /// <param name="inputs">What callbacks may look at.</param>
    /// <param name="selection">Which entries may be applied.</param>
    public static void PlanEntries(ref AltPlan plan, ref AltPassPlan pass, AltPass which, in AltInputs inputs, in AltSelection selection)
    {
        AltDecision decision = new(which, plan.BootPass.Capabilities | pass.Capabilities, selection);
        EntryChains chains = new(plan.Arena);
        for (CpuCap cap = 0; cap <= CpuCap.NCaps; cap++)
        {
            uint link = chains.First(cap);
            if (link != 0 && decision.AppliesAlone(cap))
            {
                PlanChain(ref plan, ref pass, cap, link, inputs, decision);
            }
        }

        for (uint link = chains.First(EntryChains.SitesOfSeveral); link != 0; link = chains.Next(link))
        {
            if (decision.TryChoose(plan.Region, new SiteEntries(plan.Region, EntryChains.EntryOf(link)), out int chosen))
            {
                PlanEntry(ref plan, ref pass, chosen, inputs);
            }
        }
    }

    /// <summary>Plans the entries of one capability, or of NCaps, that are alone on their sites.</summary>
    private static void PlanChain(
        ref AltPlan plan, ref AltPassPlan pass, CpuCap cap, uint firstLink, in AltInputs inputs, in AltDecision decision)
    {
        EntryChains chains = new(plan.Arena);
        for (uint link = firstLink; link != 0; link = chains.Next(link))
        {
            link = decision.SelectsAll ? PlainEntries<TMem, TCallbacks>.Plan(plan, ref pass, cap, link) : link;
            if (link == 0)
            {
                return;
            }

            int index = EntryChains.EntryOf(link);
            if (decision.SelectsAll || decision.Applies(plan.Region, index))
            {
                PlanEntry(ref plan, ref pass, index, inputs);
            }
        }
    }

    /// <summary>Plans any entry.</summary>
    private static void PlanEntry(ref AltPlan plan, ref AltPassPlan pass, int index, in AltInputs inputs)
    {
        AltInstr* entry = plan.Region.Table + index;
        uint end = (uint)(pass.EndWord + entry->Words);
        if (!AltArena.HasRoom(end, (uint)plan.Arena.WordCapacity))
        {
            plan.Fail<TErrors>(index, AltErrorCode.ArenaWords, end, (ulong)plan.Arena.WordCapacity);
            return;
        }

        AltWord* words = plan.Arena.Words + pass.EndWord;
        if (!entry->IsCallback)
        {
            ReplacementWords<TMem, TErrors>.Move(ref plan, words, index);
        }
        else
        {
            pass.Callbacks++;
            if (!CallbackWords<TMem, TCallbacks, TErrors>.TryCompute(ref plan, words, index, inputs))
            {
                return;
            }
        }

        CodeAddress original = plan.Region.Original(index);
        for (int i = 0; i < entry->Words; i++)
        {
            pass.Checksum = words[i].AddTo(pass.Checksum);
            if (!LandingPad.IsKept(words[i].Old, words[i].New))
            {
                plan.FailAt<TErrors>(index, original.Word(i), AltErrorCode.LandingPadLost, words[i].Old, words[i].New);
            }
        }

        plan.Arena.Nodes[index].Slot = (uint)pass.EndWord + 1;
        pass.EndWord = (int)end;
        pass.Entries++;
    }
}
