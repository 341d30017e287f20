using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Boot.Sites;

namespace BareMetal.Boot.Programs;

/// <summary>From boot to the program: nothing that boot or firmware learnt or chose stays predictable.</summary>
// SAFETY: the cookie is a word in .data; no method with a buffer on its stack is under way but those that never return.
internal static unsafe class Handover
{
    /// <summary>
    /// Chooses the cookie that guards stack buffers, overwrites the branch history and lets no speculation cross. To be
    /// called from a method without a buffer on its stack.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Prepare()
    {
        // The lowest byte is zero: a text written past its buffer ends there.
        ulong cookie = (ulong)Random.Shared.NextInt64() << 8;
        *Cookie = BootSites.SpeculationBarrier(cookie);
        BootSites.ClearBranchHistory();
    }

    private static ulong* Cookie => (ulong*)LinkerSymbol.AddressOf(&SecurityCookie);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__security_cookie")]
    private static extern void SecurityCookie();
}
