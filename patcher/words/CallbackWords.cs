using System;

namespace BareMetal.Patcher;

/// <summary>The new words of an entry that has a callback.</summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TCallbacks">The callbacks.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: the entry is one of a validated table, and so has at most MaxWords, for which the arena has room twice; its caller found room for
// its words. The callback gets spans of that length, which don't outlive the call.
internal static unsafe class CallbackWords<TMem, TCallbacks, TErrors>
    where TMem : struct, ICodeMemory
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    /// <summary>
    /// Runs the callback of an entry on words of the arena. Returns false where it keeps the site: there is nothing to plan.
    /// </summary>
    public static bool TryCompute(ref AltPlan plan, AltWord* words, int index, in AltInputs inputs)
    {
        AltInstr* entry = plan.Region.Table + index;
        CodeAddress address = plan.Region.Original(index);
        uint place = plan.Region.WordOf(address);
        uint* oldWords = plan.Arena.CallbackWords;
        uint* newWords = oldWords + AltInstr.MaxWords;
        int count = entry->Words;
        for (int i = 0; i < count; i++)
        {
            oldWords[i] = TMem.Read(address.Word(i));
            newWords[i] = oldWords[i];
        }

        CallbackSite site =
            new(address, new ReadOnlySpan<uint>(oldWords, count), new Span<uint>(newWords, count), in inputs) { Entry = entry };
        CallbackResult result = TCallbacks.Invoke(plan.Region.Alternative(index), ref site);
        if (site.Error != AltErrorCode.None)
        {
            plan.Fail<TErrors>(index, site.Error, oldWords[0], (ulong)site.ErrorIndex);
        }
        else if (!result.IsKnown)
        {
            plan.Fail<TErrors>(index, AltErrorCode.CallbackAnswer, oldWords[0], (ulong)result.Action | (ulong)result.Reason << 16);
        }
        else if (result.Action == CallbackAction.Error)
        {
            plan.FailAt<TErrors>(index, address, result.Reason, oldWords[0], (ulong)count, site.Reason);
        }
        else if (result.Action == CallbackAction.Keep)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            words[i] = new AltWord(place + (uint)i, oldWords[i], newWords[i]);
            CheckBranch(ref plan, index, words[i]);
        }

        return true;
    }

    /// <summary>Within its site, and to its end, a callback's branch may lead anywhere; what was there before isn't its own.</summary>
    private static void CheckBranch(ref AltPlan plan, int index, in AltWord word)
    {
        PcRelativeForm form = PcRelative.Form(word.New);
        if (!word.IsChanged || !PcRelative.IsBranch(form))
        {
            return;
        }

        CodeAddress branch = plan.AddressOf(word);
        CodeAddress target = PcRelative.Target(form, word.New, branch);
        CodeAddress start = plan.Region.Original(index);
        if (!Relocation.StaysInside(target, start, new CodeAddress(start.Value + plan.Region.Table[index].OrigLen)))
        {
            BranchTarget<TErrors>.Check(ref plan, index, branch, target);
        }
    }
}
