using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Cpu;

/// <summary>Words by which cores wait for each other while text is being patched: calls of leaves, never patched themselves.</summary>
// SAFETY: a flag is a word in a Core or a static: mapped Normal memory, aligned, that outlives every wait.
internal static unsafe class Flag
{
    /// <summary>Load-acquire: LDAR.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_flag_load")]
    public static extern uint Load(uint* flag);

    /// <summary>Store-release, then an event to the cores that <see cref="WaitForEvent"/>: STLR, DSB ISH, SEV.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_flag_store")]
    public static extern void Store(uint* flag, uint value);

    /// <summary>
    /// Makes a flag that is 0 another value, and returns what it was, with acquire: LDAXR, STXR. It has several writers, unlike
    /// others.
    /// </summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_flag_take")]
    public static extern uint Take(uint* flag, uint value);

    /// <summary>SEV: to the cores that <see cref="WaitForEvent"/>, also those with the MMU off.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_send_event")]
    public static extern void SendEvent();

    /// <summary>WFE: until the next event, or for less than that.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_wait_for_event")]
    public static extern void WaitForEvent();

    /// <summary>YIELD: between two looks at a flag whose writer may never send an event.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_yield")]
    public static extern void Yield();
}
