using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>Loops around alternatives declared in C#. ../static/StaticLoops.cs has the same loops without.</summary>
// SAFETY: CallLoop.Measure gives each loop 8 bytes of its stack, aligned for the widest.
internal static unsafe class CallLoops
{
    [CpusHave(CpuCap.HasCrc32)]
    public static extern bool HasCrc32 { get; }

    [Fallback(nameof(ReadLineBytes)), AlternativeCallback(nameof(PlanLineBytes), CpuCap.AlwaysSystem)]
    public static extern uint LineBytes { get; }

    [RuntimeExport("bm_loop_add")]
    private static void Add(int* place, uint count)
    {
        for (; count != 0; count--)
        {
            Interlocked.Add(ref *place, 1);
        }
    }

    [RuntimeExport("bm_loop_sum")]
    private static int Sum(int* place, uint count)
    {
        int sum = 0;
        for (; count != 0; count--)
        {
            sum ^= Interlocked.Add(ref *place, 1);
        }

        return sum;
    }

    [RuntimeExport("bm_loop_test")]
    private static void Test(uint* place, uint count)
    {
        for (; count != 0; count--)
        {
            if (HasCrc32)
            {
                *place = count;
            }
        }
    }

    [RuntimeExport("bm_loop_version")]
    private static uint Version(uint* place, uint count)
    {
        uint crc = *place;
        for (; count != 0; count--)
        {
            crc = Update(crc, count);
        }

        return crc;
    }

    [RuntimeExport("bm_loop_constant")]
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

    [RuntimeExport("bm_loop_wide")]
    private static ulong Wide(ulong* place, uint count)
    {
        ulong sum = 0;
        for (; count != 0; count--)
        {
            sum += (ulong)Stopwatch.Frequency;
            *place = sum;
        }

        return sum;
    }

    [Fallback(nameof(UpdateByDefault)), AlternativeCall(nameof(UpdateByCrc32), CpuCap.HasCrc32)]
    private static extern uint Update(uint crc, uint value);

    [RuntimeExport("bm_version_default")]
    private static uint UpdateByDefault(uint crc, uint value) => (crc * 3) + value;

    [RuntimeExport("bm_version_crc32")]
    private static uint UpdateByCrc32(uint crc, uint value) => (crc * 5) + value;

    private static uint ReadLineBytes() => (uint)new CtrEl0(ReadCtr()).DataLineBytes;

    private static CallbackResult PlanLineBytes(ref CallbackSite site)
    {
        ulong bytes = new CtrEl0(site.Inputs.Registers.Get(IdRegister.CtrEl0)).DataLineBytes;
        site.Write(0, A64.TryMovz(0, bytes, out uint movz), movz);
        return CallbackResult.Patch;
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_read_ctr")]
    private static extern ulong ReadCtr();
}
