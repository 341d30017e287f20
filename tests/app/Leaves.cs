using System.Runtime;
using System.Runtime.CompilerServices;

namespace Example;

/// <summary>leaves/start.S</summary>
internal static class Leaves
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "example_add")]
    public static extern long Add(long left, long right);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "example_undefined")]
    public static extern void Undefined();
}
