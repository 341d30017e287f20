using System;

namespace BareMetal.Testing;

/// <summary>The names of <see cref="Fault"/>, as they are written in C#.</summary>
internal static class FaultName
{
    public static ReadOnlySpan<byte> Of(Fault fault) => fault switch
    {
        Fault.None => "no fault"u8,
        Fault.IndexOutOfRange => "IndexOutOfRange"u8,
        Fault.ArgumentOutOfRange => "ArgumentOutOfRange"u8,
        Fault.Argument => "Argument"u8,
        Fault.Overflow => "Overflow"u8,
        Fault.DivideByZero => "DivideByZero"u8,
        Fault.NullReference => "NullReference"u8,
        Fault.ArrayTypeMismatch => "ArrayTypeMismatch"u8,
        Fault.InvalidOperation => "InvalidOperation"u8,
        Fault.InvalidProgram => "InvalidProgram"u8,
        Fault.FailFast => "FailFast"u8,
        Fault.StackSmashed => "StackSmashed"u8,
        Fault.StackOverflow => "StackOverflow"u8,
        Fault.DataAbort => "DataAbort"u8,
        Fault.InstructionAbort => "InstructionAbort"u8,
        Fault.UndefinedInstruction => "UndefinedInstruction"u8,
        Fault.Breakpoint => "Breakpoint"u8,
        _ => "OtherException"u8,
    };
}
