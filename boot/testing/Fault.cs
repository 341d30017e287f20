using Internal.Runtime;

namespace BareMetal.Testing;

/// <summary>What can end a program before its time. The first values are those of <see cref="Internal.Runtime.RuntimeFault"/>.</summary>
public enum Fault
{
    None = 0,
    IndexOutOfRange = 1,
    ArgumentOutOfRange,
    Argument,
    Overflow,
    DivideByZero,

    /// <summary>Also a data abort in the first page, which is where a null reference or pointer leads.</summary>
    NullReference,
    ArrayTypeMismatch,
    InvalidOperation,
    InvalidProgram,

    /// <summary><see cref="System.Environment.FailFast"/></summary>
    FailFast,

    /// <summary>A buffer on the stack was written past its end.</summary>
    StackSmashed,
    StackOverflow,

    /// <summary>Any other access to memory that isn't mapped so.</summary>
    DataAbort,
    InstructionAbort,
    UndefinedInstruction,

    /// <summary>BRK</summary>
    Breakpoint,

    /// <summary>Any other exception of the CPU.</summary>
    OtherException,
}
