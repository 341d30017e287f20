using System;
using System.Diagnostics;
using System.IO.Hashing;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Boot.Sites;
using BareMetal.Patcher;
using Crc32 = System.IO.Hashing.Crc32;

namespace BareMetal.Boot.Patching;

/// <summary>
/// Runs every patched function and checks what it computes, before patching and after: both arms of a site do the same
/// work, and the boot goes on only where they do it right. Which arm a site has, the plan says.
/// </summary>
// SAFETY: addresses of symbols, which are looked up in the plan and never called.
internal static unsafe class SiteChecks
{
    private const ulong PsciVersionFunction = 0x8400_0000;
    private const long NotSupported = -1;

    /// <summary>Runs all checks and logs the ones that failed. True where none did.</summary>
    public static bool Run(in AltInputs inputs, SiteMoment moment)
    {
        int failed = 0;
        failed += Failed("atomics"u8, AtomicsAreRight());
        failed += Failed("memory copy"u8, MemoryChecks.CopyIsRight());
        failed += Failed("memory fill"u8, MemoryChecks.FillIsRight());
        failed += Failed("counter"u8, CounterIsInOrder());
        failed += Failed("counter frequency"u8, (ulong)Stopwatch.Frequency == inputs.CounterFrequency);
        failed += Failed("acquire load"u8, AcquireLoadIsRight());
        failed += Failed("CRC32"u8, Crc32IsRight());
        failed += Failed("random numbers"u8, RandomNumbersDiffer());
        failed += Failed("speculation barrier"u8, BootSites.SpeculationBarrier(0x1234) == 0x1234);
        failed += Failed("kimage voffset"u8, BootSites.KimageVoffset() == PageTables.ImageOffset);
        failed += Failed("branch history"u8, BranchHistoryIsRight(inputs));
        failed += Failed("capability test"u8, !BootSites.HasCrc32 || inputs.Capabilities.Has(CpuCap.HasCrc32));
        failed += Failed("firmware call"u8, FirmwareCallIsRight());
        failed += Failed("self test"u8, !IsPatched(&SelfTestSite) || BootSites.SelfTest() == 1);
        if (moment == SiteMoment.AfterPatching)
        {
            WriteWhereSelfTestIsSkipped();
            failed += Failed("loaded code"u8, LoadedCode.LoadAndRun(inputs) == 2);
        }

        if (failed == 0 && moment != SiteMoment.InSelfTest)
        {
            Log.Line(moment == SiteMoment.AfterPatching ? "alternatives: every site computes the right result after patching"u8
                : "alternatives: every site computes the right result before patching"u8);
        }

        return failed == 0;
    }

    private static int Failed(ReadOnlySpan<byte> name, bool right)
    {
        if (right)
        {
            return 0;
        }

        Log.Begin();
        Log.Text("site check: wrong result: "u8);
        Log.Text(name);
        Log.End();
        return 1;
    }

    private static bool AtomicsAreRight()
    {
        int word = int.MaxValue;
        long doubleword = -1;
        return Interlocked.Add(ref word, 1) == int.MinValue && word == int.MinValue
            && Interlocked.Exchange(ref word, 7) == int.MinValue && word == 7
            && Interlocked.CompareExchange(ref word, 9, 8) == 7 && word == 7
            && Interlocked.CompareExchange(ref word, 9, 7) == 7 && word == 9
            && Interlocked.Add(ref doubleword, 1L << 40) == (1L << 40) - 1
            && Interlocked.Exchange(ref doubleword, 11) == (1L << 40) - 1 && doubleword == 11
            && Interlocked.CompareExchange(ref doubleword, 13, 12) == 11 && doubleword == 11
            && Interlocked.CompareExchange(ref doubleword, 13, 11) == 11 && doubleword == 13;
    }

    private static bool CounterIsInOrder()
    {
        ulong before = LogCounter.Read();
        ulong now = (ulong)Stopwatch.GetTimestamp();
        return before <= now && now <= LogCounter.Read();
    }

    private static bool AcquireLoadIsRight()
    {
        uint word = 0x8000_0001;
        ulong doubleword = 0x8000_0000_0000_0001;
        return Volatile.Read(ref word) == 0x8000_0001 && Volatile.Read(ref doubleword) == 0x8000_0000_0000_0001;
    }

    // The check value of CRC-32, and a length that is no multiple of the eight bytes an instruction takes.
    private static bool Crc32IsRight() =>
        Crc32.HashToUInt32("123456789"u8) == 0xcbf4_3926
        && Crc32.HashToUInt32("The quick brown fox jumps over the lazy dog"u8) == 0x414f_a339
        && Crc32.HashToUInt32(default) == 0;

    private static bool RandomNumbersDiffer()
    {
        long first = Random.Shared.NextInt64();
        long second = Random.Shared.NextInt64();
        long third = Random.Shared.NextInt64();
        return first != second && second != third && first != third;
    }

    private static bool BranchHistoryIsRight(in AltInputs inputs)
    {
        ulong expected = IsPatched(&BranchHistory) ? inputs.BranchHistoryLoop : 0u;
        return BootSites.ClearBranchHistory() == expected;
    }

    private static bool FirmwareCallIsRight()
    {
        long version = BootSites.SmcccCall(PsciVersionFunction);
        return IsPatched(&FirmwareCallSite) ? version > 0 : version == NotSupported;
    }

    private static void WriteWhereSelfTestIsSkipped()
    {
        if (!IsPatched(&SelfTestSite))
        {
            Log.Line("self test: skipped, its entry isn't selected: the BRK is still there"u8);
        }
    }

    private static bool IsPatched(delegate*<void> function) => ImageAlternatives.IsPatched(LinkerSymbol.AddressOf(function));

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_bhb_clear")]
    private static extern void BranchHistory();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_smccc_call")]
    private static extern void FirmwareCallSite();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_self_test_site")]
    private static extern void SelfTestSite();
}
