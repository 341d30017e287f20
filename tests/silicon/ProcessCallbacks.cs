using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Silicon;

/// <summary>The callbacks that entries of this process name.</summary>
// SAFETY: only the addresses of these symbols are compared; see Invoke for the one call.
internal readonly unsafe struct ProcessCallbacks : IAltCallbacks
{
    public static bool IsCallback(CodeAddress address) =>
        address.Value == LinkerSymbol.AddressOf(&Nops)
        || address.Value == LinkerSymbol.AddressOf(&ZeroedBytes)
        || address.Value == LinkerSymbol.AddressOf(&DataLine)
        || address.Value == LinkerSymbol.AddressOf(&InstructionLine)
        || address.Value == LinkerSymbol.AddressOf(&CounterFrequency);

    // SAFETY: the plan calls only what IsCallback has let through.
    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site) =>
        ((delegate*<ref CallbackSite, CallbackResult>)address.Value)(ref site);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_nops")]
    private static extern void Nops();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_dczva_size")]
    private static extern void ZeroedBytes();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_dcache_line_size")]
    private static extern void DataLine();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_icache_line_size")]
    private static extern void InstructionLine();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_counter_frequency")]
    private static extern void CounterFrequency();
}
