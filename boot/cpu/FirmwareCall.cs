using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;

namespace BareMetal.Boot.Cpu;

/// <summary>Calls that leave EL1, and the end of all calls. None of them is patched: they must work when patching failed.</summary>
// SAFETY: firmware gets the block that its caller has on the stack; the symbol is an address that is compared, never called.
internal static unsafe class FirmwareCall
{
    /// <summary>SMCCC call to EL2 (Arm DEN 0028).</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_hvc")]
    public static extern long Hvc(ulong function, ulong argument1, ulong argument2, ulong argument3);

    /// <summary>SMCCC call to EL3 (Arm DEN 0028).</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_smc")]
    public static extern long Smc(ulong function, ulong argument1, ulong argument2, ulong argument3);

    /// <summary>Semihosting call: undefined unless a debugger or QEMU takes the HLT.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_semihosting")]
    public static extern long Semihosting(ulong operation, void* block);

    /// <summary>VA of the HLT in <see cref="Semihosting"/>.</summary>
    public static ulong SemihostingInstruction => LinkerSymbol.AddressOf(&SemihostingHlt);

    /// <summary>Stops this core for good.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_halt")]
    public static extern void Halt();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_semihosting_hlt")]
    private static extern void SemihostingHlt();
}
