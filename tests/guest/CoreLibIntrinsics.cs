using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace BareMetal.Guest;

/// <summary>
/// The methods whose bodies ILC supplies. In C# each of them calls itself, so one that ILC no longer knows never comes back:
/// that is an exception report for a stack that overflowed, or a boot that reaches its time limit.
/// </summary>
// SAFETY: every pointer and offset is within a stackalloc of its method, whose size is in sight; the null reference is compared, not read.
internal static unsafe class CoreLibIntrinsics
{
    private static readonly int[] s_table = [10, 20, 30];
    private static readonly object s_text = "hey";

    public static void Run()
    {
        Check.Group("intrinsics"u8);
        References();
        Offsets();
        Addresses();
        Memory();
        Types();
        Others();
    }

    private static void References()
    {
        int* memory = stackalloc int[4] { 0, 1, 2, 3 };
        ref int first = ref memory[0];

        Check.That("pointer of a reference"u8, Unsafe.AsPointer(ref first) == memory);
        Check.That("reference of a pointer"u8, Unsafe.AsRef<int>(memory + 2) == 2 && Unsafe.AsRef(in memory[3]) == 3);
        Check.That("reference as another type"u8,
            Unsafe.As<string>(Check.Opaque(s_text)).Length == 3 && Unsafe.As<int, ushort>(ref memory[3]) == 3);
        Check.That("element of an array"u8,
            MemoryMarshal.GetArrayDataReference(s_table) == 10 && Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_table), 2) == 30);
    }

    private static void Offsets()
    {
        int* memory = stackalloc int[6] { 0, 1, 2, 3, 4, 5 };
        ref int first = ref memory[0];

        Check.That("add"u8, Unsafe.Add(ref first, 1) == 1 && Unsafe.Add(ref first, (nint)2) == 2 && Unsafe.Add(ref first, (nuint)3) == 3);
        Check.That("add to a pointer"u8, Unsafe.Add<int>(memory, 4) == memory + 4);
        Check.That("subtract"u8, Unsafe.Subtract(ref memory[5], 2) == 3);
        Check.That("add bytes"u8, Unsafe.AddByteOffset(ref first, (nint)4) == 1 && Unsafe.AddByteOffset(ref first, (nuint)8) == 2);
        Check.That("byte offset"u8,
            Unsafe.ByteOffset(ref memory[1], ref memory[4]) == 12 && Unsafe.ByteOffset(ref memory[4], ref memory[1]) == -12);
    }

    private static void Addresses()
    {
        int* memory = stackalloc int[2];
        ref int first = ref memory[0];
        ref int second = ref memory[1];

        Check.That("same address"u8, Unsafe.AreSame(ref first, ref memory[0]) && !Unsafe.AreSame(ref first, ref second));
        Check.That(
            "order of addresses"u8, Unsafe.IsAddressLessThan(ref first, ref second) && Unsafe.IsAddressGreaterThan(ref second, ref first));
        Check.That("null reference"u8, Unsafe.IsNullRef(ref Unsafe.NullRef<int>()) && !Unsafe.IsNullRef(ref first));
    }

    private static void Memory()
    {
        byte* memory = stackalloc byte[32];
        Unsafe.Write(memory, Check.Opaque(0x04030201));
        Unsafe.WriteUnaligned(memory + 5, Check.Opaque(0x14131211));
        Unsafe.WriteUnaligned(ref memory[11], Check.Opaque(9L));
        Unsafe.SkipInit(out int unset);
        unset = Check.Opaque(4);

        Check.That("read"u8, Unsafe.Read<int>(memory) == 0x04030201 && memory[3] == 4);
        Check.That("unaligned"u8,
            Unsafe.ReadUnaligned<int>(memory + 5) == 0x14131211
                && Unsafe.ReadUnaligned<int>(ref memory[6]) >> 16 == Unsafe.ReadUnaligned<short>(memory + 8));
        Check.That("unaligned by reference"u8, Unsafe.ReadUnaligned<long>(memory + 11) == 9);
        Check.That("no initial value"u8, unset == 4);
        Check.That("bit cast"u8,
            Unsafe.BitCast<float, uint>(Check.Opaque(1.0f)) == 0x3f800000
                && Unsafe.BitCast<ulong, double>(Check.Opaque(0x3ff0000000000000UL)) == 1.0);

        for (int index = 0; index < 32; index++)
        {
            memory[index] = (byte)index;
        }

        Buffer.MemoryCopy(memory, memory + 4, 28, 20);
        Check.That("memory copy"u8, memory[4] == 0 && memory[23] == 19 && memory[24] == 24);
    }

    private static void Types()
    {
        Check.That("size"u8, Unsafe.SizeOf<byte>() == 1 && Unsafe.SizeOf<TwoWords>() == 16 && Unsafe.SizeOf<nint>() == 8);
        Check.That("references in a type"u8,
            RuntimeHelpers.IsReferenceOrContainsReferences<string>() && !RuntimeHelpers.IsReferenceOrContainsReferences<long>());
        Check.That("types"u8, IsInt<int>() && !IsInt<uint>() && IsNotInt<string>());
    }

    private static void Others()
    {
        Span<int> numbers = [1, 2, 3];
        ReadOnlySpan<int> readOnly = numbers;
        Interlocked.MemoryBarrier();

        Check.That(
            "indexers"u8, numbers[Check.Opaque(1)] == 2 && readOnly[Check.Opaque(2)] == 3 && Check.Opaque("abc")[Check.Opaque(1)] == 'b');
        Check.That("byte order"u8,
            BinaryPrimitives.ReverseEndianness(Check.Opaque(1u)) == 0x01000000
                && BinaryPrimitives.ReverseEndianness(Check.Opaque(1UL)) == 1UL << 56);
        Check.That("flags of an enum"u8,
            Check.Opaque(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveInlining).HasFlag(MethodImplOptions.NoInlining));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsInt<T>() => typeof(T) == typeof(int);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsNotInt<T>() => typeof(T) != typeof(int);

    private struct TwoWords(long low, long high)
    {
        public long Low = low;
        public long High = high;
    }
}
