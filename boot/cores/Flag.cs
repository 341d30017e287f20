using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot;

/// <summary>Words by which cores wait for each other while text is being patched: calls of leaves, never patched themselves.</summary>
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

    /// <summary>SEV: to the cores that <see cref="WaitForEvent"/>, also those with the MMU off.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_send_event")]
    public static extern void SendEvent();

    /// <summary>WFE: until the next event, or for less than that.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_wait_for_event")]
    public static extern void WaitForEvent();
}
