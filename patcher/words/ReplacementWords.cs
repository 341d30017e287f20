namespace BareMetal.Patcher;

/// <summary>The new words of an entry that has a replacement: its instructions, moved.</summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: the entry is one of a validated table; its caller found room in the arena for its words.
internal static unsafe class ReplacementWords<TMem, TErrors>
    where TMem : struct, ICodeMemory
    where TErrors : struct, IAltErrorSink
{
    /// <summary>
    /// Moves the replacement of an entry into words of the arena; what can't be moved, or branches where none may, is reported.
    /// </summary>
    public static void Move(ref AltPlan plan, AltWord* words, int index)
    {
        AltInstr* entry = plan.Region.Table + index;
        CodeAddress original = plan.Region.Original(index);
        CodeAddress start = plan.Region.Alternative(index);
        CodeAddress end = new(start.Value + entry->AltLen);
        uint place = plan.Region.WordOf(original);
        for (int i = 0; i < entry->Words; i++)
        {
            CodeAddress from = start.Word(i);
            CodeAddress to = original.Word(i);
            uint instruction = TMem.Read(from);
            AltErrorCode error = Relocation.Move(instruction, from, to, start, end, out uint moved, out CodeAddress target);
            if (error != AltErrorCode.None)
            {
                plan.FailAt<TErrors>(index, from, error, instruction, target.Value);
            }
            else if (target.Value != 0 && PcRelative.IsBranch(PcRelative.Form(instruction)))
            {
                BranchTarget<TErrors>.Check(ref plan, index, from, target);
            }

            words[i] = new AltWord(place + (uint)i, TMem.Read(to), moved);
        }
    }
}
