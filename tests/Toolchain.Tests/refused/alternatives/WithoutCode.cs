using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BareMetal.Refused;

internal static class WithoutCode
{
    private static extern bool Value { get; }

    private static extern void Method();

    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ByRuntime();

    [DllImport("libc")]
    private static extern void ByLibrary();

    private static int Line() => 1;
}

internal static class WithoutLines
{
    private static extern void Method();
}

internal delegate void OfRuntime();
