namespace BareMetal.Patcher;

/// <summary>How an instruction names an address by its distance from itself: which field, and in which unit.</summary>
public enum PcRelativeForm : byte
{
    /// <summary>It names none.</summary>
    None,

    /// <summary>B, BL: 26 bits, words.</summary>
    Branch26,

    /// <summary>B.cond, BC.cond, CBZ, CBNZ: 19 bits, words.</summary>
    Branch19,

    /// <summary>TBZ, TBNZ: 14 bits, words.</summary>
    Branch14,

    /// <summary>CB&lt;cc&gt;, CBB&lt;cc&gt;, CBH&lt;cc&gt; of a register or an immediate (FEAT_CMPBR): 9 bits, words.</summary>
    Branch9,

    /// <summary>ADR: 21 bits, bytes.</summary>
    Adr,

    /// <summary>ADRP: 21 bits, pages of 4096 bytes from its own page.</summary>
    Adrp,

    /// <summary>LDR (literal) of a general register: 19 bits, words.</summary>
    LdrLiteral,

    /// <summary>LDR (literal) of a SIMD and FP register: 19 bits, words.</summary>
    LdrLiteralSimd,

    /// <summary>LDRSW (literal): 19 bits, words.</summary>
    LdrswLiteral,

    /// <summary>PRFM (literal): 19 bits, words.</summary>
    PrfmLiteral,

    /// <summary>RETAASPPC, RETABSPPC with a label (FEAT_PAuth_LR): 16 bits, words backwards.</summary>
    ReturnLabel,

    /// <summary>AUTIASPPC, AUTIBSPPC with a label (FEAT_PAuth_LR): 16 bits, words backwards.</summary>
    AuthenticateLabel,
}
