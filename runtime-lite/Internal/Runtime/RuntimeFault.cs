namespace Internal.Runtime;

/// <summary>What code compiled from C# can fail with: the first argument of <c>bm_panic_fault</c>.</summary>
internal enum RuntimeFault
{
    /// <summary>An index outside its array, span or string.</summary>
    IndexOutOfRange = 1,

    /// <summary>An argument outside what the method takes.</summary>
    ArgumentOutOfRange,

    /// <summary>An argument that the method can't use, such as a destination that is too short.</summary>
    Argument,

    /// <summary>A checked calculation whose result doesn't fit, or <c>MinValue / -1</c>.</summary>
    Overflow,

    /// <summary>An integer division by zero.</summary>
    DivideByZero,

    /// <summary>The value of a null reference where ILC checks for one; elsewhere it is a data abort at a low address.</summary>
    NullReference,

    /// <summary>An element of the wrong type stored in an array.</summary>
    ArrayTypeMismatch,

    /// <summary>The value of a <c>Nullable</c> without one.</summary>
    InvalidOperation,

    /// <summary>Code that ILC could not compile, reached all the same.</summary>
    InvalidProgram,
}
