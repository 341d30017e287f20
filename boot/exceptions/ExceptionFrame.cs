using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BareMetal.Boot.Exceptions;

/// <summary>What start/vectors.S saves on the exception stack: 288 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExceptionFrame
{
    public const int RegisterCount = 31;

    /// <summary>x0 to x30.</summary>
    public Registers General;
    public ulong StackPointer;
    public ulong Elr;
    public ulong Spsr;
    public ulong Esr;
    public ulong Far;

    [InlineArray(RegisterCount)]
    internal struct Registers
    {
        private ulong _x0;
    }
}
