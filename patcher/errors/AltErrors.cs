using System;

namespace BareMetal.Patcher;

/// <summary>Names and words for the errors: what is wrong, and what to do.</summary>
public static class AltErrors
{
    /// <summary>
    /// A line for each <see cref="AltErrorCode"/>, in its order: the name, what is wrong; after the colon, what to do. One text instead of
    /// two switches keeps 2 KiB of code out of the Image.
    /// </summary>
    private static ReadOnlySpan<byte> Lines => """
        None no error
        TableSize table size is no multiple of 12 bytes: fill .altinstructions by the macros of alternative.inc alone
        TableMisaligned table is not aligned to 4 bytes: align .altinstructions to 4 in the linker script
        TextBounds text bounds are misaligned or reversed: pass the start and end symbols of the text, both multiples of 4
        ArenaText arena has no room for the text's marks: size it by AltArena.BytesFor
        ArenaEntries arena has too few entries for the table: size it by AltArena.BytesPerEntry times the entries of the table
        ArenaWords arena has too few words for the entries that apply: size it by AltArena.BytesPerWord times the words of all originals
        UnknownCapability no such capability: assemble the entry against the cpucaps.inc of this build
        OriginalEmpty original has no instruction: put at least one instruction into the site, or remove the entry
        OriginalLength original's length is no multiple of 4 bytes: put only whole instructions into the site
        OriginalMisaligned original is not aligned to 4 bytes: put the site into a code section, after .align 2
        OriginalOutsideText original is outside the text: put the site into a section that the linker script places in the text
        LengthsDiffer replacement and original differ in length: pad the shorter one with nop
        ReplacementMisaligned replacement is not aligned to 4 bytes: align it: .align 2 in its subsection
        ReplacementOutsideText replacement is outside the text: put it into .subsection 1 of the site's own section
        CallbackWithReplacement callback patch has a replacement: use alternative_cb, which emits none
        UnknownCallback entry leads to no known callback: export the function and add it to the callbacks of this build
        DuplicateOriginal another entry elsewhere has the same original: keep the entries of a site together in the table, best one last
        OriginalsOverlap original overlaps another entry's: end one site before the next begins; alternatives don't nest
        ReplacementOverlapsOriginal replacement overlaps an original: keep sites out of replacement code
        BranchOutOfRange branch of the replacement can't reach its target from the site: branch by b, or by register through adrp and add
        AdrpOutOfRange adrp of the replacement can't reach its page from the site: move the data within 4 GiB of the site
        AdrOutOfRange adr of the replacement can't reach its address from the site: use adrp and add
        BranchIntoOriginal branch leads into the middle of a site, whose words differ by CPU: branch to its start or past its end
        BranchIntoReplacement branch leads into another replacement, which runs only where it is copied to: branch to the site
        LandingPadLost landing pad of the site is lost: replace it by a pad that accepts as much, or leave it out of the site
        RefusedLdrLiteral replacement holds ldr (literal): use adrp and ldr with :lo12:, or movz and movk
        RefusedLdrLiteralSimd replacement holds ldr (literal) of a SIMD and FP register: use adrp and ldr with :lo12:
        RefusedLdrswLiteral replacement holds ldrsw (literal): use adrp and ldrsw with :lo12:
        RefusedPrfmLiteral replacement holds prfm (literal): use adrp and prfm with :lo12:
        RefusedReturnLabel replacement holds retaasppc or retabsppc with a label: use the form with a register
        RefusedAuthenticateLabel replacement holds autiasppc or autibsppc with a label: use the form with a register
        CallbackOutsideSite callback wrote outside its site: make the site as long as the callback needs
        CallbackGuard callback wrote outside the words it was given: let it write nr_inst words from updptr on, and no more
        CallbackSiteLength callback can't use a site of this length: give it as many instructions as the callback's documentation says
        CallbackSiteInstruction callback can't use the instruction found: start it with the instruction that the documentation names
        CallbackUnencodable callback computed a value that its instruction can't hold: check the ID registers and the instruction's form
        CallbackRefused callback refused its site: do as it says
        CallbackAnswer callback returned what is no result: return CallbackResult.Keep, Patch, or Error with a code of AltErrorCode
        NotValidated headers are not checked or not sound: call Validate first, and Plan only where it returned true
        PassOutOfOrder system pass before the boot pass: plan and commit the boot pass first
        AlreadyApplied alternatives were applied before: apply a region once
        NotApplied there is nothing to undo: commit a pass first
        PlanDamaged plan changed in memory since it was made: find who writes to the arena; nothing was written
        NotPlanned there is no plan to commit: call Plan first, and Commit only where it returned true
        TextChanged text changed between plan and commit: find who else writes text; nothing was written
        AliasUnwritable alias of the word can't be written, so nothing was: keep it writable until both passes are committed
        ReadbackMismatch word written does not read back: map the alias to the same memory as the text, writable; everything was undone
        UndoFailed word could not be put back: don't go on: the text is damaged
        UnknownCpu no such core: name one that the device tree has, by its number from 0, as in cpu2.id_aa64isar0.atomic=0
        UnknownIdRegister no such ID register: use one of idfields.txt, or an alias, in lower case, such as id_aa64isar0 or arm64.nobti
        UnknownIdField no such field in this ID register: use a field of idfields.txt, in lower case, such as atomic
        IllegalFieldValue no value for this field: give one hexadecimal digit, or a number that fits with 0x in front
        OverrideRefused override promises what the hardware hasn't: choose a value that means less; where idfields.txt says exact=N, N
        IllegalSelection selection is not of the form 3,7-9: give entry indexes and ascending ranges, separated by commas
        SelectionOutsideTable selection names an entry beyond the table: use the indexes of alt.report=table
        RepeatedSelection selection is given twice: put all indexes into one argument

        """u8;

    /// <summary>The error's name, as in <see cref="AltErrorCode"/>.</summary>
    public static ReadOnlySpan<byte> Name(AltErrorCode code)
    {
        ReadOnlySpan<byte> line = TextLines.Line(Lines, (int)code);
        return line.Slice(0, Ascii.IndexOf(line, (byte)' '));
    }

    /// <summary>What is wrong; after the colon, what to do.</summary>
    public static ReadOnlySpan<byte> Text(AltErrorCode code)
    {
        ReadOnlySpan<byte> line = TextLines.Line(Lines, (int)code);
        return line.Slice(Ascii.IndexOf(line, (byte)' ') + 1);
    }
}
