using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Image;

/// <summary>
/// Addresses of symbols. ilc 10.0.12 folds a difference of two symbol addresses that is narrowed to 32 bits into a constant of
/// its own process, so an address is made opaque to it before anything is computed.
/// </summary>
// SAFETY: the address is made a number, and never called.
internal static unsafe class LinkerSymbol
{
    /// <summary>VA of <paramref name="symbol"/>, an imported method that is never called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong AddressOf(delegate*<void> symbol) => (ulong)symbol;
}
