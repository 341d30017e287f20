using System;
using System.Threading;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Patcher;
using Internal.Runtime.CompilerHelpers;

namespace BareMetal.Threading;

/// <summary>What is left of the pages of the cores, given out from the start, at the same offset in each.</summary>
// SAFETY: Core is smaller than its page, so what is given out lies in the rest of it.
internal static unsafe class CoreStorage
{
    // The largest cache line of an Arm core that is about: what one core writes isn't in a line that others wait for.
    private const uint Alignment = 64;

    private static uint s_used;

    private static uint First => ((uint)sizeof(Core) + Alignment - 1) & ~(Alignment - 1);

    /// <summary>VA of the page of the core that runs this.</summary>
    [Alternative("mrs x0, tpidr_el1", CpuCap.AlwaysBoot)]
    public static extern ulong Current { get; }

    /// <summary>VA of the page of a core: only one that was started has one.</summary>
    public static ulong Of(int core)
    {
        if ((uint)core >= (uint)CoreTable.Count)
        {
            ThrowHelpers.ThrowIndexOutOfRangeException();
        }

        ulong page = (ulong)CoreTable.At(core);
        if (page == 0)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        return page;
    }

    /// <summary>An offset that was given out: 0 is the Core itself.</summary>
    public static uint Checked(uint offset)
    {
        if (offset == 0)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        return offset;
    }

    /// <summary>Gives out so many bytes of every core's page, zeroed, and returns their offset.</summary>
    public static uint Allocate(uint bytes)
    {
        uint size = (bytes + Alignment - 1) & ~(Alignment - 1);
        uint room = Core.PageBytes - First;
        uint end = size > room ? uint.MaxValue : Interlocked.Add(ref s_used, size);
        if (end > room)
        {
            Environment.FailFast("PerCore: no room left in the pages of the cores; keep an array of your own, indexed by Cores.Current");
        }

        return First + end - size;
    }
}
