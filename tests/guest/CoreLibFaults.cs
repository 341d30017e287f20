using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BareMetal.Guest;

/// <summary>One way each to fail a check of the core library or of code that ILC makes; each ends the boot with its name.</summary>
// SAFETY: what is wrong here is the test: each check must end the boot before the pointer is used.
internal static unsafe class CoreLibFaults
{
    private static readonly int[] s_three = [1, 2, 3];

    private static long s_result;

    public static void Run(ReadOnlySpan<byte> name)
    {
        int three = Check.Opaque(3);
        if (name.SequenceEqual("array-index"u8))
        {
            s_result = s_three[three];
        }
        else if (name.SequenceEqual("inline-array-index"u8))
        {
            Three numbers = default;
            s_result = numbers[three];
        }
        else if (name.SequenceEqual("string-index"u8))
        {
            s_result = "abc"[three];
        }
        else if (name.SequenceEqual("negative-index"u8))
        {
            s_result = name[-three];
        }
        else if (name.SequenceEqual("slice"u8))
        {
            s_result = name.Slice(three, three).Length;
        }
        else if (name.SequenceEqual("range"u8))
        {
            s_result = name[(three + three)..].Length;
        }
        else if (name.SequenceEqual("negative-length"u8))
        {
            s_result = new Span<byte>(&three, -three).Length;
        }
        else if (name.SequenceEqual("short-read"u8))
        {
            s_result = BinaryPrimitives.ReadInt32BigEndian(name[..three]);
        }
        else if (name.SequenceEqual("long-copy"u8))
        {
            s_three.AsSpan().CopyTo(stackalloc int[2]);
        }
        else if (name.SequenceEqual("clamp"u8))
        {
            s_result = Math.Clamp(1, three, 2);
        }
        else if (name.SequenceEqual("checked-product"u8))
        {
            s_result = checked((long.MaxValue / 2) * three);
        }
        else if (name.SequenceEqual("checked-conversion"u8))
        {
            s_result = checked((byte)(three + 253));
        }
        else if (name.SequenceEqual("checked-fraction"u8))
        {
            s_result = checked((int)(1e9 * three));
        }
        else if (name.SequenceEqual("smallest-by-minus-one"u8))
        {
            s_result = Check.Opaque(int.MinValue) / (2 - three);
        }
        else if (name.SequenceEqual("absolute-of-smallest"u8))
        {
            s_result = Math.Abs(Check.Opaque(long.MinValue));
        }
        else if (name.SequenceEqual("remainder-by-zero"u8))
        {
            s_result = 5 % (three - 3);
        }
        else if (name.SequenceEqual("no-value"u8))
        {
            s_result = Check.Opaque<int?>(null).Value;
        }
        else if (name.SequenceEqual("null-string"u8))
        {
            s_result = Check.Opaque<string>(null).Length;
        }
        else if (name.SequenceEqual("null-array"u8))
        {
            s_result = Check.Opaque<int[]>(null)[three];
        }
    }

    [InlineArray(3)]
    private struct Three
    {
        private int _first;
    }
}
