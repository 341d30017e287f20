using BareMetal.Boot.Cpu;
using BareMetal.Boot.Exceptions;

namespace BareMetal.Boot.Ending;

/// <summary>Ends QEMU with an exit code. Asked for by <c>baremetal.exit=semihosting</c>: on hardware the HLT is undefined.</summary>
// SAFETY: the block is on the stack for the whole call.
internal static unsafe class SemihostingExit
{
    private const ulong SysExit = 0x18;
    private const ulong ApplicationExit = 0x20026;

    /// <summary>Whether the HLT is being executed, so that <see cref="ExceptionReport"/> knows it.</summary>
    public static bool IsUnderWay { get; private set; }

    /// <summary>Does not return under QEMU with semihosting; faults elsewhere.</summary>
    public static void Exit(int code)
    {
        ulong* block = stackalloc ulong[2];
        block[0] = ApplicationExit;
        block[1] = (ulong)code;
        IsUnderWay = true;
        FirmwareCall.Semihosting(SysExit, block);
        IsUnderWay = false;
    }
}
