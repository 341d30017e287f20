using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Boot.Alternatives;

/// <summary>
/// Callbacks of the Image, recognised by their symbols: C# methods exported as <c>bm_cb_…</c>, and assembly named <c>bm_ccb_…</c>. An
/// address is taken for one where a function of such a name begins.
/// </summary>
// SAFETY: a function is called only where one of that name begins, and the prefix of the name says its signature.
internal readonly unsafe struct LinkedCallbacks : IAltCallbacks
{
    private static ReadOnlySpan<byte> TypedPrefix => "bm_cb_"u8;

    private static ReadOnlySpan<byte> CPrefix => "bm_ccb_"u8;

    public static CodeAddress Nops => new(LinkerSymbol.AddressOf(&NopsSymbol));

    public static bool IsCallback(CodeAddress address) => Form(address) != CallbackForm.None;

    // SAFETY: the plan calls only what IsCallback has let through, and text can be read where it runs.
    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site) => Form(address) == CallbackForm.C
        ? CFormCallback.Invoke(
            (delegate*<AltInstr*, uint*, uint*, int, CpuCapSet*, void>)address.Value, (uint*)site.Address.Value, ref site)
        : ((delegate*<ref CallbackSite, CallbackResult>)address.Value)(ref site);

    private static CallbackForm Form(CodeAddress address)
    {
        bool isFunction = Symbols.TryFind(address, out FunctionName name, out ulong offset) && offset == 0;
        if (!isFunction || !name.Type.IsEmpty)
        {
            return CallbackForm.None;
        }

        return name.Member.StartsWith(TypedPrefix)
            ? CallbackForm.Typed
            : name.Member.StartsWith(CPrefix) ? CallbackForm.C : CallbackForm.None;
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_nops")]
    private static extern void NopsSymbol();
}
