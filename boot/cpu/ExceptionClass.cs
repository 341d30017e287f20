namespace BareMetal.Boot.Cpu;

/// <summary>ESR_ELx.EC, the classes that can reach EL1 here, by themselves or from EL2 and EL3 (Arm ARM DDI 0487, ESR_EL1).</summary>
internal enum ExceptionClass
{
    Unknown = 0b00_0000,
    TrappedWait = 0b00_0001,
    TrappedFloatingPoint = 0b00_0111,
    TrappedPointerAuthentication = 0b00_1001,
    BranchTarget = 0b00_1101,
    IllegalState = 0b00_1110,
    SupervisorCall = 0b01_0101,
    HypervisorCall = 0b01_0110,
    SecureMonitorCall = 0b01_0111,
    TrappedSystemRegister = 0b01_1000,
    TrappedScalableVector = 0b01_1001,
    PointerAuthentication = 0b01_1100,
    InstructionAbortLower = 0b10_0000,
    InstructionAbort = 0b10_0001,
    ProgramCounterAlignment = 0b10_0010,
    DataAbortLower = 0b10_0100,
    DataAbort = 0b10_0101,
    StackAlignment = 0b10_0110,
    MemoryOperation = 0b10_0111,
    FloatingPoint = 0b10_1100,
    SystemError = 0b10_1111,
    Breakpoint = 0b11_1100,
}
