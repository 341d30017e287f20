using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>
/// Callbacks of the Image: C# methods exported as <c>bm_cb_…</c>. An address is taken for one where a function of such a
/// name begins.
/// </summary>
internal readonly unsafe struct LinkedCallbacks : IAltCallbacks
{
    private static ReadOnlySpan<byte> Prefix => "bm_cb_"u8;

    public static CodeAddress Nops => new(LinkerSymbol.AddressOf(&NopsSymbol));

    public static bool IsCallback(CodeAddress address) =>
        Symbols.TryFind(address, out ReadOnlySpan<byte> name, out ulong offset) && offset == 0 && name.StartsWith(Prefix);

    // SAFETY: the plan calls only what IsCallback has let through.
    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site) =>
        ((delegate*<ref CallbackSite, CallbackResult>)address.Value)(ref site);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_nops")]
    private static extern void NopsSymbol();
}
