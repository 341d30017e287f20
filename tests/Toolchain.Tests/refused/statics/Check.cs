using System.Runtime.CompilerServices;

namespace BareMetal.Boot;

/// <summary>As in tests/guest.</summary>
internal static class Check
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Opaque<T>(T value) => value;
}
