using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace System.Threading;

/// <summary>Reads with acquire and writes with release semantics.</summary>
/// <remarks>
/// Reads of 32 and 64 bits are LDAPR where the CPUs have it: LDAR also waits for earlier store-releases, which .NET doesn't ask for. The
/// other accesses are inline LDAR and STLR, which every CPU has in one form.
/// </remarks>
public static class Volatile
{
    public static bool Read(ref readonly bool location) => Unsafe.As<bool, VolatileBoolean>(ref Unsafe.AsRef(in location)).Value;

    public static byte Read(ref readonly byte location) => Unsafe.As<byte, VolatileByte>(ref Unsafe.AsRef(in location)).Value;

    public static ushort Read(ref readonly ushort location) => Unsafe.As<ushort, VolatileUInt16>(ref Unsafe.AsRef(in location)).Value;

    public static int Read(ref readonly int location) => (int)LoadAcquire32(ref Unsafe.As<int, uint>(ref Unsafe.AsRef(in location)));

    public static uint Read(ref readonly uint location) => LoadAcquire32(ref Unsafe.AsRef(in location));

    public static long Read(ref readonly long location) => (long)LoadAcquire64(ref Unsafe.As<long, ulong>(ref Unsafe.AsRef(in location)));

    public static ulong Read(ref readonly ulong location) => LoadAcquire64(ref Unsafe.AsRef(in location));

    public static nint Read(ref readonly nint location) => (nint)LoadAcquire64(ref Unsafe.As<nint, ulong>(ref Unsafe.AsRef(in location)));

    public static nuint Read(ref readonly nuint location) =>
        (nuint)LoadAcquire64(ref Unsafe.As<nuint, ulong>(ref Unsafe.AsRef(in location)));

    public static void Write(ref bool location, bool value) => Unsafe.As<bool, VolatileBoolean>(ref location).Value = value;

    public static void Write(ref byte location, byte value) => Unsafe.As<byte, VolatileByte>(ref location).Value = value;

    public static void Write(ref ushort location, ushort value) => Unsafe.As<ushort, VolatileUInt16>(ref location).Value = value;

    public static void Write(ref int location, int value) => Unsafe.As<int, VolatileUInt32>(ref location).Value = (uint)value;

    public static void Write(ref uint location, uint value) => Unsafe.As<uint, VolatileUInt32>(ref location).Value = value;

    public static void Write(ref long location, long value) => Unsafe.As<long, VolatileUIntPtr>(ref location).Value = (nuint)value;

    public static void Write(ref ulong location, ulong value) => Unsafe.As<ulong, VolatileUIntPtr>(ref location).Value = (nuint)value;

    public static void Write(ref nint location, nint value) => Unsafe.As<nint, VolatileUIntPtr>(ref location).Value = (nuint)value;

    public static void Write(ref nuint location, nuint value) => Unsafe.As<nuint, VolatileUIntPtr>(ref location).Value = value;

    /// <summary>DMB ISHLD: reads before it complete before reads and writes after it.</summary>
    [Intrinsic]
    public static void ReadBarrier() => ReadBarrier();

    /// <summary>DMB ISH: reads and writes before it complete before writes after it.</summary>
    [Intrinsic]
    public static void WriteBarrier() => WriteBarrier();

    [Alternative("ldapr w0, [x0]", CpuCap.HasLdapr), Alternative("ldar w0, [x0]", CpuCap.AlwaysSystem)]
    private static extern uint LoadAcquire32(ref uint location);

    [Alternative("ldapr x0, [x0]", CpuCap.HasLdapr), Alternative("ldar x0, [x0]", CpuCap.AlwaysSystem)]
    private static extern ulong LoadAcquire64(ref ulong location);

    private struct VolatileBoolean
    {
        public volatile bool Value;
    }

    private struct VolatileByte
    {
        public volatile byte Value;
    }

    private struct VolatileUInt16
    {
        public volatile ushort Value;
    }

    private struct VolatileUInt32
    {
        public volatile uint Value;
    }

    private struct VolatileUIntPtr
    {
        public volatile nuint Value;
    }
}
