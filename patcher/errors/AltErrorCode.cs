namespace BareMetal.Patcher;

/// <summary>Everything that patching can refuse. In brackets: what an <see cref="AltError"/> carries as its two details.</summary>
public enum AltErrorCode : ushort
{
    /// <summary>No error.</summary>
    None,

    /// <summary>The table's size is no multiple of 12. [size in bytes]</summary>
    TableSize,

    /// <summary>The table isn't aligned to 4 bytes. [its address]</summary>
    TableMisaligned,

    /// <summary>The bounds of the text are misaligned or end before they start. [start, end]</summary>
    TextBounds,

    /// <summary>The arena has no room for marks of the text. [words of the text]</summary>
    ArenaText,

    /// <summary>The arena holds fewer entries than the table. [entries needed, entries that fit]</summary>
    ArenaEntries,

    /// <summary>The arena holds fewer words than the entries that apply. [words needed so far, words that fit]</summary>
    ArenaWords,

    /// <summary>The capability is none of cpucaps.txt. [its number, how many there are]</summary>
    UnknownCapability,

    /// <summary>The original has no instruction.</summary>
    OriginalEmpty,

    /// <summary>The original's length is no multiple of 4. [length in bytes]</summary>
    OriginalLength,

    /// <summary>The original isn't aligned to 4 bytes.</summary>
    OriginalMisaligned,

    /// <summary>The original isn't inside the text. [length in bytes]</summary>
    OriginalOutsideText,

    /// <summary>The replacement is longer or shorter than the original. [length of the original, of the replacement, in bytes]</summary>
    LengthsDiffer,

    /// <summary>The replacement isn't aligned to 4 bytes. [its address]</summary>
    ReplacementMisaligned,

    /// <summary>The replacement isn't inside the text. [its address, length in bytes]</summary>
    ReplacementOutsideText,

    /// <summary>A callback patch with a replacement. [length of the replacement in bytes]</summary>
    CallbackWithReplacement,

    /// <summary>The entry leads to no known callback. [the address it leads to]</summary>
    UnknownCallback,

    /// <summary>
    /// Another entry, which doesn't stand together with this one, has the same original. [its index, address of its original]
    /// </summary>
    DuplicateOriginal,

    /// <summary>The original overlaps another entry's. [its index, address of its original]</summary>
    OriginalsOverlap,

    /// <summary>The replacement overlaps an original. [index of that entry, address of its original]</summary>
    ReplacementOverlapsOriginal,

    /// <summary>A branch of the replacement can't reach its target from the site. [the instruction, its target]</summary>
    BranchOutOfRange,

    /// <summary>An ADRP of the replacement can't reach its page from the site. [the instruction, the page]</summary>
    AdrpOutOfRange,

    /// <summary>An ADR of the replacement can't reach its address from the site. [the instruction, the address]</summary>
    AdrOutOfRange,

    /// <summary>
    /// A branch of the replacement or of a callback leads into the middle of an original. [its target, where that original starts]
    /// </summary>
    BranchIntoOriginal,

    /// <summary>A branch of the replacement or of a callback leads into another one. [its target, the original that one is for]</summary>
    BranchIntoReplacement,

    /// <summary>A landing pad of the original would become something that lets fewer branches in. [the pad, the new word]</summary>
    LandingPadLost,

    /// <summary>The replacement holds LDR (literal) of a general register. [the instruction, the literal's address]</summary>
    RefusedLdrLiteral,

    /// <summary>The replacement holds LDR (literal) of a SIMD and FP register. [the instruction, the literal's address]</summary>
    RefusedLdrLiteralSimd,

    /// <summary>The replacement holds LDRSW (literal). [the instruction, the literal's address]</summary>
    RefusedLdrswLiteral,

    /// <summary>The replacement holds PRFM (literal). [the instruction, the literal's address]</summary>
    RefusedPrfmLiteral,

    /// <summary>The replacement holds RETAASPPC or RETABSPPC with a label. [the instruction, the label's address]</summary>
    RefusedReturnLabel,

    /// <summary>The replacement holds AUTIASPPC or AUTIBSPPC with a label. [the instruction, the label's address]</summary>
    RefusedAuthenticateLabel,

    /// <summary>A callback wrote outside its site. [the first word of the site, the index of the word, signed]</summary>
    CallbackOutsideSite,

    /// <summary>A callback in the C form wrote outside its buffer. [the first word of the site, the index of the word, signed]</summary>
    CallbackGuard,

    /// <summary>A callback doesn't know what to do with a site of this length. [the first word of the site, words of the site]</summary>
    CallbackSiteLength,

    /// <summary>
    /// A callback doesn't know what to do with the instruction that it found. [the first word of the site, words of the site]
    /// </summary>
    CallbackSiteInstruction,

    /// <summary>A callback computed a value that its instruction can't hold. [the first word of the site, the index of the word]</summary>
    CallbackUnencodable,

    /// <summary>A callback refused its site in words of its own. [the first word of the site, words of the site]</summary>
    CallbackRefused,

    /// <summary>A callback returned what is no result. [the first word of the site, the action and, from bit 16 on, the reason]</summary>
    CallbackAnswer,

    /// <summary>The headers were not checked, or not found sound. [the pass]</summary>
    NotValidated,

    /// <summary>The system pass was asked for before the boot pass. [the pass]</summary>
    PassOutOfOrder,

    /// <summary>The pass was committed before. [the pass]</summary>
    AlreadyApplied,

    /// <summary>There is nothing to undo.</summary>
    NotApplied,

    /// <summary>The plan's own memory changed since it was made; nothing was written. [its checksum then, and now]</summary>
    PlanDamaged,

    /// <summary>There is no plan without errors to commit. [the pass]</summary>
    NotPlanned,

    /// <summary>The text changed since the plan was made; nothing was written. [the plan's old word, the word found]</summary>
    TextChanged,

    /// <summary>
    /// A word can't be written: its alias isn't mapped, or read only. Nothing was written. [the alias's address, the new word]
    /// </summary>
    AliasUnwritable,

    /// <summary>A word written doesn't read back; everything was undone. [the plan's new word, the word read]</summary>
    ReadbackMismatch,

    /// <summary>After a failed readback a word doesn't read as it was either. [the old word, the word read]</summary>
    UndoFailed,

    /// <summary>An override is for a core that there isn't.</summary>
    UnknownCpu,

    /// <summary>An override names no ID register that is read.</summary>
    UnknownIdRegister,

    /// <summary>An override names no field of its register.</summary>
    UnknownIdField,

    /// <summary>The value of an override is no hexadecimal digit, no number with 0x, or too wide for the field.</summary>
    IllegalFieldValue,

    /// <summary>An override would promise what the hardware doesn't.</summary>
    OverrideRefused,

    /// <summary>A selection isn't of the form 3,7-9.</summary>
    IllegalSelection,

    /// <summary>A selection names an entry that the table hasn't.</summary>
    SelectionOutsideTable,

    /// <summary>A selection is given twice.</summary>
    RepeatedSelection,
}
