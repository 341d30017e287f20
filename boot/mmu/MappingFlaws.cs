using System;

namespace BareMetal.Boot.Mmu;

/// <summary>The rules that a mapping, or a core, breaks. <see cref="MappingFlawText"/> has names and remedies in this order.</summary>
[Flags]
internal enum MappingFlaws : uint
{
    None,

    /// <summary>EL1 can store to it, and EL1 or EL0 can execute it.</summary>
    WritableExecutable = 1 << 0,

    /// <summary>It can be stored to, and is executed at another address.</summary>
    WritableAlias = 1 << 1,

    /// <summary>It can be executed, and is no text.</summary>
    Executable = 1 << 2,

    /// <summary>EL0 can execute it: UXN is missing.</summary>
    UserExecutable = 1 << 3,

    /// <summary>Other attributes than those of its region.</summary>
    Attributes = 1 << 4,

    /// <summary>The page below a stack.</summary>
    StackGuard = 1 << 5,

    /// <summary>Nothing is mapped at this VA by design, or not this PA.</summary>
    Place = 1 << 6,

    /// <summary>The linear alias of text, read-only data or the table.</summary>
    OpenAlias = 1 << 7,

    /// <summary>It can be stored to, and the device tree reserves it.</summary>
    Reserved = 1 << 8,

    /// <summary>It is mapped by TTBR0_EL1.</summary>
    IdentityMap = 1 << 9,

    /// <summary>AT doesn't say what the tables say.</summary>
    Probe = 1 << 10,

    /// <summary>AT gives access to what must not be mapped.</summary>
    Answer = 1 << 11,

    /// <summary>A table that can't be read, so what it maps isn't known.</summary>
    Unreachable = 1 << 12,

    /// <summary>A core's SCTLR_EL1.WXN is zero.</summary>
    CoreWxn = 1 << 13,

    /// <summary>A core walks TTBR0_EL1.</summary>
    CoreIdentityMap = 1 << 14,

    /// <summary>A core translates otherwise than the boot core.</summary>
    CoreRegisters = 1 << 15,
}
