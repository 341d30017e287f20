using System.Runtime.CompilerServices;

namespace BareMetal.Boot;

/// <summary>
/// The others stand still while text is written, in code that holds no site, and synchronise their context (ISB) before they run patched
/// code. There are no interrupts: a core comes at its next <see cref="Point"/>. The boot core alone stops and resumes.
/// </summary>
internal static unsafe class Rendezvous
{
    // Odd while the others have to stand still. A core that starts comes into the first stop, which ends when the system pass is done.
    private static uint s_generation = 1;

    /// <summary>Where a core may be stopped: between two pieces of work, and while it waits for one.</summary>
    public static void Point()
    {
        if ((Flag.Load(Generation) & 1) != 0)
        {
            Wait(Core.Current);
        }
    }

    /// <summary>Says that this core stands still, and returns when it may go on. All of it runs while text is being written.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Wait(Core* self)
    {
        uint stopped = Flag.Load(Generation);
        if ((stopped & 1) == 0)
        {
            return;
        }

        Flag.Store(&self->Generation, stopped);
        while (Flag.Load(Generation) == stopped)
        {
            Flag.WaitForEvent();
        }

        Cache.ContextSynchronize();
        Flag.Store(&self->Generation, stopped + 1);
    }

    /// <summary>For the boot core: lets the others go on.</summary>
    public static void Resume() => Flag.Store(Generation, s_generation + 1);

    private static uint* Generation => (uint*)Unsafe.AsPointer(ref s_generation);
}
