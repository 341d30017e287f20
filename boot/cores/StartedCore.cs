using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot;

/// <summary>What a core other than the boot core does when it has come to C#.</summary>
internal static unsafe class StartedCore
{
    /// <summary>VA at which a core goes on that may run patched code.</summary>
    public static ulong JoinAddress => LinkerSymbol.AddressOf(&JoinSymbol);

    // All of it may run while text is being written: patch-safety.txt holds it to that.
    [RuntimeExport("bm_core_arrive")]
    private static void Arrive(Core* self)
    {
        CpuIdRegisters.Read(out self->Hardware);
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
        Translation.CloseIdentityMap();
        Sites.ClearBranchHistory();
        Flag.Store(&Core.Current->State, (uint)CoreState.Online);
        CoreIdle.Run();
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_core_join")]
    private static extern void JoinSymbol();
}
