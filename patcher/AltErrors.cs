using System;

namespace BareMetal.Patcher;

/// <summary>Names and words for the errors: what is wrong, and what to do.</summary>
public static class AltErrors
{
    /// <summary>The error's name, as in <see cref="AltErrorCode"/>.</summary>
    public static ReadOnlySpan<byte> Name(AltErrorCode code) => code switch
    {
        AltErrorCode.TableSize => "TableSize"u8,
        AltErrorCode.TableMisaligned => "TableMisaligned"u8,
        AltErrorCode.TextBounds => "TextBounds"u8,
        AltErrorCode.ArenaText => "ArenaText"u8,
        AltErrorCode.ArenaEntries => "ArenaEntries"u8,
        AltErrorCode.ArenaWords => "ArenaWords"u8,
        AltErrorCode.UnknownCapability => "UnknownCapability"u8,
        AltErrorCode.OriginalEmpty => "OriginalEmpty"u8,
        AltErrorCode.OriginalLength => "OriginalLength"u8,
        AltErrorCode.OriginalMisaligned => "OriginalMisaligned"u8,
        AltErrorCode.OriginalOutsideText => "OriginalOutsideText"u8,
        AltErrorCode.LengthsDiffer => "LengthsDiffer"u8,
        AltErrorCode.ReplacementMisaligned => "ReplacementMisaligned"u8,
        AltErrorCode.ReplacementOutsideText => "ReplacementOutsideText"u8,
        AltErrorCode.CallbackWithReplacement => "CallbackWithReplacement"u8,
        AltErrorCode.UnknownCallback => "UnknownCallback"u8,
        AltErrorCode.DuplicateOriginal => "DuplicateOriginal"u8,
        AltErrorCode.OriginalsOverlap => "OriginalsOverlap"u8,
        AltErrorCode.ReplacementOverlapsOriginal => "ReplacementOverlapsOriginal"u8,
        AltErrorCode.BranchOutOfRange => "BranchOutOfRange"u8,
        AltErrorCode.AdrpOutOfRange => "AdrpOutOfRange"u8,
        AltErrorCode.RefusedAdr => "RefusedAdr"u8,
        AltErrorCode.RefusedLdrLiteral => "RefusedLdrLiteral"u8,
        AltErrorCode.RefusedLdrLiteralSimd => "RefusedLdrLiteralSimd"u8,
        AltErrorCode.RefusedLdrswLiteral => "RefusedLdrswLiteral"u8,
        AltErrorCode.RefusedPrfmLiteral => "RefusedPrfmLiteral"u8,
        AltErrorCode.RefusedReturnLabel => "RefusedReturnLabel"u8,
        AltErrorCode.RefusedAuthenticateLabel => "RefusedAuthenticateLabel"u8,
        AltErrorCode.RefusedCompareBranch => "RefusedCompareBranch"u8,
        AltErrorCode.CallbackOutsideSite => "CallbackOutsideSite"u8,
        AltErrorCode.CallbackSiteLength => "CallbackSiteLength"u8,
        AltErrorCode.CallbackSiteInstruction => "CallbackSiteInstruction"u8,
        AltErrorCode.CallbackUnencodable => "CallbackUnencodable"u8,
        AltErrorCode.NotValidated => "NotValidated"u8,
        AltErrorCode.PassOutOfOrder => "PassOutOfOrder"u8,
        AltErrorCode.AlreadyApplied => "AlreadyApplied"u8,
        AltErrorCode.NotApplied => "NotApplied"u8,
        AltErrorCode.PlanDamaged => "PlanDamaged"u8,
        AltErrorCode.NotPlanned => "NotPlanned"u8,
        AltErrorCode.TextChanged => "TextChanged"u8,
        AltErrorCode.ReadbackMismatch => "ReadbackMismatch"u8,
        AltErrorCode.UndoFailed => "UndoFailed"u8,
        AltErrorCode.UnknownIdRegister => "UnknownIdRegister"u8,
        AltErrorCode.UnknownIdField => "UnknownIdField"u8,
        AltErrorCode.IllegalFieldValue => "IllegalFieldValue"u8,
        AltErrorCode.OverrideRefused => "OverrideRefused"u8,
        AltErrorCode.IllegalSelection => "IllegalSelection"u8,
        AltErrorCode.SelectionOutsideTable => "SelectionOutsideTable"u8,
        AltErrorCode.RepeatedSelection => "RepeatedSelection"u8,
        _ => "None"u8,
    };

    /// <summary>What is wrong; behind the colon, what to do.</summary>
    public static ReadOnlySpan<byte> Text(AltErrorCode code) => code switch
    {
        AltErrorCode.TableSize =>
            "table size is no multiple of 12 bytes: emit entries only by the macros of alternative.inc, and keep other input out of .altinstructions"u8,
        AltErrorCode.TableMisaligned =>
            "table is not aligned to 4 bytes: align .altinstructions to 4 in the linker script"u8,
        AltErrorCode.TextBounds =>
            "text bounds are misaligned or reversed: pass the start and end symbols of the text, both multiples of 4"u8,
        AltErrorCode.ArenaText =>
            "arena has no room for the text's marks: size it by AltArena.BytesFor"u8,
        AltErrorCode.ArenaEntries =>
            "arena has too few entries for the table: size it by AltArena.BytesPerEntry times the entries of the table"u8,
        AltErrorCode.ArenaWords =>
            "arena has too few words for the entries that apply: size it by AltArena.BytesPerWord times the words of all originals"u8,
        AltErrorCode.UnknownCapability =>
            "no such capability: assemble the entry against the cpucaps.inc of this build"u8,
        AltErrorCode.OriginalEmpty =>
            "original has no instruction: put at least one instruction into the site, or remove the entry"u8,
        AltErrorCode.OriginalLength =>
            "original's length is no multiple of 4 bytes: put only whole instructions into the site"u8,
        AltErrorCode.OriginalMisaligned =>
            "original is not aligned to 4 bytes: put the site into a code section, behind .align 2"u8,
        AltErrorCode.OriginalOutsideText =>
            "original is outside the text: put the site into a section that the linker script places in the text"u8,
        AltErrorCode.LengthsDiffer =>
            "replacement and original differ in length: pad the shorter one with nop"u8,
        AltErrorCode.ReplacementMisaligned =>
            "replacement is not aligned to 4 bytes: align it: .align 2 in its subsection"u8,
        AltErrorCode.ReplacementOutsideText =>
            "replacement is outside the text: put it into .subsection 1 of the site's own section"u8,
        AltErrorCode.CallbackWithReplacement =>
            "callback patch has a replacement: use alternative_cb, which emits none"u8,
        AltErrorCode.UnknownCallback =>
            "entry leads to no known callback: export the function and add it to the callbacks of this build"u8,
        AltErrorCode.DuplicateOriginal =>
            "another entry has the same original: make one entry of the two; a site has one capability"u8,
        AltErrorCode.OriginalsOverlap =>
            "original overlaps another entry's: end one site before the next begins; alternatives don't nest"u8,
        AltErrorCode.ReplacementOverlapsOriginal =>
            "replacement overlaps an original: keep sites out of replacement code"u8,
        AltErrorCode.BranchOutOfRange =>
            "branch of the replacement can't reach its target from the site: branch by b, or by register through adrp and add"u8,
        AltErrorCode.AdrpOutOfRange =>
            "adrp of the replacement can't reach its page from the site: move the data within 4 GiB of the site"u8,
        AltErrorCode.RefusedAdr =>
            "replacement holds adr: use adrp and add"u8,
        AltErrorCode.RefusedLdrLiteral =>
            "replacement holds ldr (literal): use adrp and ldr with :lo12:, or movz and movk"u8,
        AltErrorCode.RefusedLdrLiteralSimd =>
            "replacement holds ldr (literal) of a SIMD and FP register: use adrp and ldr with :lo12:"u8,
        AltErrorCode.RefusedLdrswLiteral =>
            "replacement holds ldrsw (literal): use adrp and ldrsw with :lo12:"u8,
        AltErrorCode.RefusedPrfmLiteral =>
            "replacement holds prfm (literal): use adrp and prfm with :lo12:"u8,
        AltErrorCode.RefusedReturnLabel =>
            "replacement holds retaasppc or retabsppc with a label: use the form with a register"u8,
        AltErrorCode.RefusedAuthenticateLabel =>
            "replacement holds autiasppc or autibsppc with a label: use the form with a register"u8,
        AltErrorCode.RefusedCompareBranch =>
            "replacement holds a compare and branch of FEAT_CMPBR: use cmp and b.cond"u8,
        AltErrorCode.CallbackOutsideSite =>
            "callback wrote outside its site: make the site as long as the callback needs"u8,
        AltErrorCode.CallbackSiteLength =>
            "callback can't use a site of this length: give the site as many instructions as the callback's documentation says"u8,
        AltErrorCode.CallbackSiteInstruction =>
            "callback can't use the instruction that it found: start the site with the instruction that the callback's documentation says"u8,
        AltErrorCode.CallbackUnencodable =>
            "callback computed a value that its instruction can't hold: check the ID registers and the site's instruction form"u8,
        AltErrorCode.NotValidated =>
            "headers are not checked or not sound: call Validate first, and Plan only where it returned true"u8,
        AltErrorCode.PassOutOfOrder =>
            "system pass before the boot pass: plan and commit the boot pass first"u8,
        AltErrorCode.AlreadyApplied =>
            "alternatives were applied before: apply a region once"u8,
        AltErrorCode.NotApplied =>
            "there is nothing to undo: commit a pass first"u8,
        AltErrorCode.PlanDamaged =>
            "plan changed in memory since it was made: find who writes to the arena; nothing was written"u8,
        AltErrorCode.NotPlanned =>
            "there is no plan to commit: call Plan first, and Commit only where it returned true"u8,
        AltErrorCode.TextChanged =>
            "text changed between plan and commit: find who else writes text; nothing was written"u8,
        AltErrorCode.ReadbackMismatch =>
            "word written does not read back: check that the alias maps the same memory as the text, writable; everything was undone"u8,
        AltErrorCode.UndoFailed =>
            "word could not be put back: don't go on: the text is damaged"u8,
        AltErrorCode.UnknownIdRegister =>
            "no such ID register: use a register or an alias of idfields.txt, in lower case, such as id_aa64isar0 or arm64.nobti"u8,
        AltErrorCode.UnknownIdField =>
            "no such field in this ID register: use a field of idfields.txt, in lower case, such as atomic"u8,
        AltErrorCode.IllegalFieldValue =>
            "no value for this field: give one hexadecimal digit, or a number that fits with 0x in front"u8,
        AltErrorCode.OverrideRefused =>
            "override promises what the hardware hasn't: choose a value that means less; where idfields.txt says exact=N, N"u8,
        AltErrorCode.IllegalSelection =>
            "selection is not of the form 3,7-9: give entry indexes and ascending ranges, separated by commas"u8,
        AltErrorCode.SelectionOutsideTable =>
            "selection names an entry beyond the table: use the indexes of alt.report=table"u8,
        AltErrorCode.RepeatedSelection =>
            "selection is given twice: put all indexes into one argument"u8,
        _ => "no error"u8,
    };
}
