using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>
/// What belongs to one core, in a page of its own; TPIDR_EL1 has its VA. Each field that cores share has one writer, so none needs an
/// atomic instruction. start/secondary.S and start/vectors.S know the offsets up to <see cref="Index"/>.
/// </summary>
internal unsafe struct Core
{
    /// <summary>Affinity fields of MPIDR_EL1, the others zero.</summary>
    public ulong Mpidr;

    /// <summary>VA behind the stack of ordinary code, SP_EL0.</summary>
    public ulong StackTop;

    /// <summary>VA behind the stack of exceptions, SP_EL1.</summary>
    public ulong ExceptionStackTop;

    /// <summary>Its number in the log: 0 is the boot core, the others follow in the order of the device tree.</summary>
    public uint Index;

    /// <summary>How far this core has come. Written by it.</summary>
    public uint State;

    /// <summary>What it is to do when it has come: written by the boot core.</summary>
    public uint Order;

    /// <summary>The last generation of <see cref="Rendezvous"/> that this core has seen. Written by it.</summary>
    public uint Generation;

    /// <summary>Its ID registers, as read when it had come. Written by it.</summary>
    public IdRegisters Hardware;

    /// <summary>The core that runs this.</summary>
    public static Core* Current => (Core*)Read();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_core")]
    private static extern ulong Read();
}
