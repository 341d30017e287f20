namespace BareMetal.AltTool.Declarations;

/// <summary>What a call site becomes.</summary>
internal enum AltChoiceKind
{
    /// <summary>[CpusHave]: a constant.</summary>
    Test,

    /// <summary>[Alternative]: an instruction.</summary>
    Instruction,

    /// <summary>[AlternativeCall]: a call of another method.</summary>
    Call,

    /// <summary>[AlternativeCallback]: what a callback plans.</summary>
    Callback,
}
