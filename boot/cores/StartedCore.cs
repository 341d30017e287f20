using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Sites;

namespace BareMetal.Boot.Cores;

/// <summary>What a core other than the boot core does when it has come to C#.</summary>
// SAFETY: secondary.S passes the Core that the boot core has published for this MPIDR; the fields written here are this core's.
internal static unsafe class StartedCore
{
    /// <summary>VA at which a core goes on that may run patched code.</summary>
    public static ulong PatchedEntry => LinkerSymbol.AddressOf(&PatchedSymbol);

    // All of it may run while text is being written: patch-safety.txt holds it to that.
    [RuntimeExport("bm_core_arrive")]
    private static void Arrive(Core* self)
    {
        Translation.CloseIdentityMap();
        CpuIdRegisters.Read(out self->Hardware);
        Translation.Read(out self->Translation);
        CoreOrder order;
        while ((order = (CoreOrder)Flag.Load(&self->Order)) != CoreOrder.Join)
        {
            CoreState state = order == CoreOrder.Park ? CoreState.Parked : CoreState.Arrived;
            if (self->State != (uint)state)
            {
                Flag.Store(&self->State, (uint)state);
            }

            Flag.WaitForEvent();
        }

        Rendezvous.Wait(self);
        Cache.ContextSynchronize();
    }

    [RuntimeExport("bm_core_join")]
    private static void Join()
    {
        BootSites.ClearBranchHistory();
        Core* self = Core.Current;
        Flag.Store(&self->Work.State, CoreWorkState.Idle);
        Flag.Store(&self->State, (uint)CoreState.Online);
        CoreWorker.Loop(self);
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_secondary_patched")]
    private static extern void PatchedSymbol();
}
