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
        Flag.Store(&self->State, (uint)CoreState.Arrived);
        while (true)
        {
            CoreOrder order = (CoreOrder)Flag.Load(&self->Order);
            if (order == CoreOrder.Join)
            {
                Rendezvous.Wait(self);
                Cache.ContextSynchronize();
                return;
            }

            if (order == CoreOrder.Park && self->State != (uint)CoreState.Parked)
            {
                Flag.Store(&self->State, (uint)CoreState.Parked);
            }

            Flag.WaitForEvent();
        }
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
