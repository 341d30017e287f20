using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Threading;

namespace BareMetal.Bench;

/// <summary>
/// The loops of ../guest/CallLoops.cs without alternatives: as ilc compiles them alone, and with a flag that is loaded and tested.
/// </summary>
// SAFETY: CallLoop.Measure in the guest gives each loop 8 bytes of its stack.
internal static unsafe class StaticLoops
{
    private const uint LineBytes = 64;

    private const ulong Frequency = 62_500_000;

    private static bool s_hasLse;
    private static bool s_hasCrc32;
    private static uint s_lineBytes;
    private static ulong s_frequency;

    /// <summary>What the flags of loops that test them say.</summary>
    [RuntimeExport("bm_static_set")]
    private static void Set(bool hasLse, bool hasCrc32, uint lineBytes, ulong frequency)
    {
        s_hasLse = hasLse;
        s_hasCrc32 = hasCrc32;
        s_lineBytes = lineBytes;
        s_frequency = frequency;
    }

    [RuntimeExport("bm_static_add")]
    private static void Add(int* place, uint count)
    {
        for (; count != 0; count--)
        {
            Interlocked.Add(ref *place, 1);
        }
    }

    [RuntimeExport("bm_static_sum")]
    private static int Sum(int* place, uint count)
    {
        int sum = 0;
        for (; count != 0; count--)
        {
            sum ^= Interlocked.Add(ref *place, 1);
        }

        return sum;
    }

    [RuntimeExport("bm_static_test")]
    private static void Test(uint* place, uint count)
    {
        for (; count != 0; count--)
        {
            if (Crc32.IsSupported)
            {
                *place = count;
            }
        }
    }

    [RuntimeExport("bm_static_version")]
    private static uint Version(uint* place, uint count)
    {
        uint crc = *place;
        for (; count != 0; count--)
        {
            crc = Update(crc, count);
        }

        return crc;
    }

    [RuntimeExport("bm_static_constant")]
    private static uint Constant(uint* place, uint count)
    {
        uint sum = 0;
        for (; count != 0; count--)
        {
            sum += LineBytes;
            *place = sum;
        }

        return sum;
    }

    [RuntimeExport("bm_static_wide")]
    private static ulong Wide(ulong* place, uint count)
    {
        ulong sum = 0;
        for (; count != 0; count--)
        {
            sum += Frequency;
            *place = sum;
        }

        return sum;
    }

    [RuntimeExport("bm_tested_add")]
    private static void TestedAdd(int* place, uint count)
    {
        for (; count != 0; count--)
        {
            AddByFlag(place, 1);
        }
    }

    [RuntimeExport("bm_tested_sum")]
    private static int TestedSum(int* place, uint count)
    {
        int sum = 0;
        for (; count != 0; count--)
        {
            sum ^= AddByFlag(place, 1) + 1;
        }

        return sum;
    }

    [RuntimeExport("bm_tested_test")]
    private static void TestedTest(uint* place, uint count)
    {
        for (; count != 0; count--)
        {
            if (s_hasCrc32)
            {
                *place = count;
            }
        }
    }

    [RuntimeExport("bm_tested_version")]
    private static uint TestedVersion(uint* place, uint count)
    {
        uint crc = *place;
        for (; count != 0; count--)
        {
            crc = s_hasCrc32 ? UpdateByInstruction(crc, count) : Update(crc, count);
        }

        return crc;
    }

    [RuntimeExport("bm_tested_constant")]
    private static uint TestedConstant(uint* place, uint count)
    {
        uint sum = 0;
        for (; count != 0; count--)
        {
            sum += s_lineBytes;
            *place = sum;
        }

        return sum;
    }

    [RuntimeExport("bm_tested_wide")]
    private static ulong TestedWide(ulong* place, uint count)
    {
        ulong sum = 0;
        for (; count != 0; count--)
        {
            sum += s_frequency;
            *place = sum;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddByFlag(int* place, int value) => s_hasLse ? LseAdd(place, value) : Interlocked.ExchangeAdd(ref *place, value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_ldaddal")]
    private static extern int LseAdd(int* place, int value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_version_default")]
    private static extern uint Update(uint crc, uint value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_version_crc32")]
    private static extern uint UpdateByInstruction(uint crc, uint value);
}
