using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Boot.Cpu;

/// <summary>
/// What belongs to one core, in a page of its own; TPIDR_EL1 has its VA. Each field that cores share has one writer, so none needs an
/// atomic instruction. start/core.inc knows the offsets up to <see cref="PatchedEntry"/>.
/// </summary>
// SAFETY: TPIDR_EL1 has a Core's VA from before the first C# instruction of a core; the boot core's is in .bss, the others are mapped for
// good.
internal unsafe struct Core
{
    /// <summary>How many cores there may be: start/secondary.S has room for them.</summary>
    public const int MaximumCount = 512;

    /// <summary>What it takes, aligned so.</summary>
    public const uint PageBytes = 4096;

    /// <summary>Sizes in bytes of the two stacks, linker-scripts/image.ld for the boot core; each has an unmapped page below it.</summary>
    public const ulong StackBytes = 0x1_0000;
    public const ulong ExceptionStackBytes = 0x4000;

    /// <summary>Affinity fields of MPIDR_EL1, the others zero.</summary>
    public ulong Mpidr;

    /// <summary>VA just past the stack of ordinary code, SP_EL0.</summary>
    public ulong StackTop;

    /// <summary>VA just past the stack of exceptions, SP_EL1.</summary>
    public ulong ExceptionStackTop;

    /// <summary>
    /// VA at which it goes on when it has come and may run patched code. Kept here since alt check would follow an address in
    /// start/secondary.S.
    /// </summary>
    public ulong PatchedEntry;

    /// <summary>Its number in the log: 0 is the boot core, the others follow in the order of the device tree.</summary>
    public uint Index;

    /// <summary>How far this core has come, a <see cref="CoreState"/>. Written by it.</summary>
    public uint State;

    /// <summary>What it is to do when it has come, a <see cref="CoreOrder"/>. Written by the boot core.</summary>
    public uint Order;

    /// <summary>The last generation of <c>Rendezvous</c> that this core has seen. Written by it.</summary>
    public uint Generation;

    /// <summary>Its ID registers, as read when it had come. Written by it.</summary>
    public IdRegisters Hardware;

    /// <summary>How it translates, as read when its identity map was closed. Written by it.</summary>
    public TranslationRegisters Translation;

    /// <summary>What it has to do, once it is online.</summary>
    public CoreWork Work;

    /// <summary>The line that it writes on the console.</summary>
    public CoreLine Line;

    /// <summary>The core that runs this.</summary>
    public static Core* Current => (Core*)Read();

    /// <summary>The boot core.</summary>
    public static Core* Boot => (Core*)LinkerSymbol.AddressOf(&BootCore);

    /// <summary>Whether a VA lies in one of its stacks.</summary>
    public readonly bool HasOnStack(ulong address) =>
        StackTop - address - 1 < StackBytes || ExceptionStackTop - address - 1 < ExceptionStackBytes;

    /// <summary>VAs of the unmapped pages below the stacks.</summary>
    public readonly ulong StackGuard => StackTop - StackBytes - PageBytes;
    public readonly ulong ExceptionStackGuard => ExceptionStackTop - ExceptionStackBytes - PageBytes;

    /// <summary>Whether a VA lies in the unmapped page below the stack of ordinary code.</summary>
    public readonly bool HasOnGuard(ulong address) => address - StackGuard < PageBytes;

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_boot_core")]
    private static extern void BootCore();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_core")]
    private static extern ulong Read();
}
