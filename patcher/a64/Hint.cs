namespace BareMetal.Patcher;

/// <summary>Hints by number (CRm:op2): a core that doesn't know one runs it as NOP.</summary>
public enum Hint : byte
{
    /// <summary>NOP</summary>
    Nop = 0,

    /// <summary>YIELD</summary>
    Yield = 1,

    /// <summary>WFE</summary>
    Wfe = 2,

    /// <summary>WFI</summary>
    Wfi = 3,

    /// <summary>SEV</summary>
    Sev = 4,

    /// <summary>SEVL</summary>
    Sevl = 5,

    /// <summary>ESB (FEAT_RAS)</summary>
    Esb = 16,

    /// <summary>CSDB</summary>
    Csdb = 20,

    /// <summary>CLRBHB (FEAT_CLRBHB)</summary>
    Clrbhb = 22,

    /// <summary>BTI (FEAT_BTI)</summary>
    Bti = 32,

    /// <summary>BTI c</summary>
    BtiC = 34,

    /// <summary>BTI j</summary>
    BtiJ = 36,

    /// <summary>BTI jc</summary>
    BtiJc = 38,
}
