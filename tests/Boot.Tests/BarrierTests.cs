using System;
using System.Linq;
using BareMetal.AltTool.Elf;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// The barriers of runtime-lite as ilc expands them, in tests/guest/CoreLibThreading.cs: one instruction each, and no call.
/// </summary>
[Trait("Area", "Caches and TLBs")]
public sealed class BarrierTests : IClassFixture<GuestFixture>
{
    private const uint Full = 0xd503_3bbf; // dmb ish
    private const uint Loads = 0xd503_39bf; // dmb ishld

    [Theory]
    [InlineData("FullBarrier", Full)]
    [InlineData("ThreadBarrier", Full)]
    [InlineData("ReadBarrier", Loads)]
    [InlineData("WriteBarrier", Full)]
    public void A_barrier_is_one_instruction_between_the_accesses(string method, uint barrier)
    {
        ElfSymbol function = ImageFile.Guest.Elf.FindSymbol($"BareMetal_BareMetal_Guest_CoreLibThreading__{method}")!.Value;
        uint[] code = [.. ImageFile.Guest.Words(function.Value, (int)function.Size / sizeof(uint))];

        int at = Array.IndexOf(code, barrier);
        Assert.Equal([barrier], code.Where(IsBarrierOrCall));
        Assert.Contains(code[..at], IsLoad);
        Assert.Contains(code[at..], IsLoad);
    }

    /// <summary>DMB of any domain, or BL.</summary>
    private static bool IsBarrierOrCall(uint word) => (word & 0xffff_f0ff) == 0xd503_30bf || word >> 26 == 0b100101;

    /// <summary>LDR Wt, [Xn, #imm].</summary>
    private static bool IsLoad(uint word) => word >> 22 == 0b10_111_0_01_01;
}
