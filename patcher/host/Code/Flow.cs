namespace BareMetal.AltTool.Code;

/// <summary>Where control can go after an instruction.</summary>
internal enum Flow
{
    /// <summary>To the next instruction.</summary>
    Next,

    /// <summary>To its target: B.</summary>
    Branch,

    /// <summary>To its target or the next instruction.</summary>
    ConditionalBranch,

    /// <summary>To its target, and back to the next instruction: BL.</summary>
    Call,

    /// <summary>To an address in a register: BR.</summary>
    IndirectBranch,

    /// <summary>To an address in a register, and back: BLR.</summary>
    IndirectCall,

    /// <summary>To a caller or to interrupted code: RET, ERET.</summary>
    Return,

    /// <summary>Nowhere: it raises an exception that doesn't return.</summary>
    Stop,
}
