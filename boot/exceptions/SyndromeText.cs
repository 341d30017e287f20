using System;
using BareMetal.Boot.Cpu;
using BareMetal.Patcher;

namespace BareMetal.Boot.Exceptions;

/// <summary>Words for the fields of <see cref="EsrEl1"/>, as in the Arm ARM.</summary>
internal static class SyndromeText
{
    private const uint LevelMask = 0b11;
    private const uint FirstWithoutLevel = 0b01_0000;
    private const uint ExternalAbortOnWalk = 0b01_0100;

    /// <summary>Their order is that of <see cref="ClassTexts"/>, the last of which has all other classes.</summary>
    private static ReadOnlySpan<byte> Classes =>
    [
        (byte)ExceptionClass.Unknown,
        (byte)ExceptionClass.TrappedWait,
        (byte)ExceptionClass.TrappedFloatingPoint,
        (byte)ExceptionClass.TrappedPointerAuthentication,
        (byte)ExceptionClass.BranchTarget,
        (byte)ExceptionClass.IllegalState,
        (byte)ExceptionClass.SupervisorCall,
        (byte)ExceptionClass.HypervisorCall,
        (byte)ExceptionClass.SecureMonitorCall,
        (byte)ExceptionClass.TrappedSystemRegister,
        (byte)ExceptionClass.TrappedScalableVector,
        (byte)ExceptionClass.PointerAuthentication,
        (byte)ExceptionClass.InstructionAbort,
        (byte)ExceptionClass.InstructionAbortLower,
        (byte)ExceptionClass.ProgramCounterAlignment,
        (byte)ExceptionClass.DataAbort,
        (byte)ExceptionClass.DataAbortLower,
        (byte)ExceptionClass.StackAlignment,
        (byte)ExceptionClass.MemoryOperation,
        (byte)ExceptionClass.FloatingPoint,
        (byte)ExceptionClass.SystemError,
        (byte)ExceptionClass.Breakpoint,
    ];

    private static ReadOnlySpan<byte> ClassTexts => """
        undefined instruction
        trapped WFI or WFE
        trapped FP or SIMD access
        trapped pointer authentication
        branch target exception
        illegal execution state
        SVC
        unhandled HVC
        unhandled SMC
        trapped system register access
        trapped SVE access
        pointer authentication failure
        instruction abort
        instruction abort
        PC alignment fault
        data abort
        data abort
        SP alignment fault
        memory copy or set exception
        trapped floating-point exception
        SError
        BRK
        other exception class

        """u8;

    /// <summary>Without the level. Their order is that of <see cref="FaultTexts"/>, the last of which has all other faults.</summary>
    private static ReadOnlySpan<byte> Faults =>
    [
        0b00_0000,
            0b00_0100, 0b00_1000, 0b00_1100, 0b01_0000, 0b01_0001, (byte)ExternalAbortOnWalk, 0b01_1000, 0b10_0001, 0b11_0000, 0b11_0101,
    ];

    private static ReadOnlySpan<byte> FaultTexts => """
        address size fault
        translation fault
        access flag fault
        permission fault
        external abort
        tag check fault
        external abort on a table walk
        parity or ECC error
        alignment fault
        TLB conflict
        unsupported exclusive or atomic access
        other fault

        """u8;

    public static ReadOnlySpan<byte> Of(ExceptionClass exceptionClass) => TextLines.LineOf(ClassTexts, Classes, (uint)exceptionClass);

    /// <summary>DFSC or IFSC; bits [1:0] of most are the level of the table walk.</summary>
    public static ReadOnlySpan<byte> OfFaultStatus(uint status)
    {
        uint withoutLevel = status & ~LevelMask;
        bool hasLevel = status < FirstWithoutLevel || withoutLevel == ExternalAbortOnWalk;
        return TextLines.LineOf(FaultTexts, Faults, hasLevel ? withoutLevel : status);
    }
}
