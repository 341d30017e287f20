using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BareMetal.Threading;

namespace BareMetal.Guest;

/// <summary>Rules that another core breaks than the one that boots.</summary>
// SAFETY: the name is a part of a boot argument, which never moves, with its own length; Run waits for the core that reads it.
internal static unsafe class CoreFaults
{
    private static byte* s_name;
    private static int s_length;

    /// <summary>Has a core break the rule that <see cref="Faults"/> knows by this name, and waits for it.</summary>
    public static void Run(int core, ReadOnlySpan<byte> name)
    {
        s_name = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(name));
        s_length = name.Length;
        Cores.Run(core, &Break, null);
        Cores.Wait(core);
    }

    private static void Break(void* argument) => Faults.Run(new ReadOnlySpan<byte>(s_name, s_length));
}
