using System;

namespace BareMetal.Boot;

/// <summary>Words for the fields of <see cref="EsrEl1"/>, as in the Arm ARM.</summary>
internal static class SyndromeText
{
    public static ReadOnlySpan<byte> Of(ExceptionClass exceptionClass) => exceptionClass switch
    {
        ExceptionClass.Unknown => "undefined instruction"u8,
        ExceptionClass.TrappedWait => "trapped WFI or WFE"u8,
        ExceptionClass.TrappedFloatingPoint => "trapped FP or SIMD access"u8,
        ExceptionClass.TrappedPointerAuthentication => "trapped pointer authentication"u8,
        ExceptionClass.BranchTarget => "branch target exception"u8,
        ExceptionClass.IllegalState => "illegal execution state"u8,
        ExceptionClass.SupervisorCall => "SVC"u8,
        ExceptionClass.HypervisorCall => "HVC that nobody takes"u8,
        ExceptionClass.SecureMonitorCall => "SMC that nobody takes"u8,
        ExceptionClass.TrappedSystemRegister => "trapped system register access"u8,
        ExceptionClass.TrappedScalableVector => "trapped SVE access"u8,
        ExceptionClass.PointerAuthentication => "pointer authentication failure"u8,
        ExceptionClass.InstructionAbort or ExceptionClass.InstructionAbortLower => "instruction abort"u8,
        ExceptionClass.ProgramCounterAlignment => "PC alignment fault"u8,
        ExceptionClass.DataAbort or ExceptionClass.DataAbortLower => "data abort"u8,
        ExceptionClass.StackAlignment => "SP alignment fault"u8,
        ExceptionClass.MemoryOperation => "memory copy or set exception"u8,
        ExceptionClass.FloatingPoint => "trapped floating-point exception"u8,
        ExceptionClass.SystemError => "SError"u8,
        ExceptionClass.Breakpoint => "BRK"u8,
        _ => "other exception class"u8,
    };

    /// <summary>DFSC or IFSC; bits [1:0] of most are the level of the table walk.</summary>
    public static ReadOnlySpan<byte> OfFaultStatus(uint status) => status switch
    {
        <= 0b00_0011 => "address size fault"u8,
        <= 0b00_0111 => "translation fault"u8,
        <= 0b00_1011 => "access flag fault"u8,
        <= 0b00_1111 => "permission fault"u8,
        0b01_0000 => "external abort"u8,
        0b01_0001 => "tag check fault"u8,
        >= 0b01_0100 and <= 0b01_0111 => "external abort on a table walk"u8,
        0b01_1000 => "parity or ECC error"u8,
        0b10_0001 => "alignment fault"u8,
        0b11_0000 => "TLB conflict"u8,
        0b11_0101 => "unsupported exclusive or atomic access"u8,
        _ => "other fault"u8,
    };
}
