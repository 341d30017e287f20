using System;
using BareMetal.AltTool.Elf;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>The callbacks of the thread's Image: an entry leads to a symbol, whose C# is run here.</summary>
internal readonly struct HostCallbacks : IAltCallbacks
{
    [ThreadStatic]
    private static CallbackAssembly? s_assembly;

    /// <summary>Chooses the callbacks that the thread's table may name.</summary>
    public static void Use(CallbackAssembly assembly) => s_assembly = assembly;

    public static bool IsCallback(CodeAddress address) => s_assembly!.SymbolAt(address.Value) is not null;

    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site) => s_assembly!.Invoke(address.Value, ref site);
}
