using System.Collections.Generic;
using System.Linq;
using BareMetal.Bench;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// What the callbacks of Linux 6.1 do to their sites, by models made of our encoders: also in states that no recorded CPU had, so
/// <see cref="LinuxTableTests"/> doesn't reach them. The words are those of GNU as for the instructions beside them.
/// </summary>
[Trait("Area", "Callbacks")]
public class CallbackPatternTests
{
    private const uint Isb = 0xd5033fdf;
    private const uint ClrBhb = 0xd50322df;
    private const uint BrX0 = 0xd61f0000;

    /// <summary>and x3, x3, #1; ror x3, x3, #1; add x3, x3, #0; add x3, x3, #0, lsl #12; ror x3, x3, #63: what Linux assembles.</summary>
    private static readonly uint[] s_vaMaskSite = [0x92400063, 0x93c30463, 0x91000063, 0x91400063, 0x93c3fc63];

    public static IEnumerable<TheoryDataRow<string, LinuxCallback, LinuxState, uint[], uint[]?>> Patterns =>
    [
        new("a test of a capability", LinuxCallback.PatchNops, default, [Words.B | 5], [Words.Nop]),
        new("any site to nops", LinuxCallback.PatchNops, default, [Words.Brk, Words.B, Words.Movz(1)], [Words.Nop, Words.Nop, Words.Nop]),

        new("v4 with firmware: b to nop", LinuxCallback.SpectreV4PatchFwMitigationEnable, default, [Words.B | 5], [Words.Nop]),
        new("v4 with SSBS: kept", LinuxCallback.SpectreV4PatchFwMitigationEnable, new() { Ssbs = 1 }, [Words.B | 5], null),

        new("conduit: nop to smc", LinuxCallback.SmcccPatchFwMitigationConduit, new() { Conduit = 1 }, [Words.Nop], [0xd4000003]),
        new("conduit: nop to hvc", LinuxCallback.SmcccPatchFwMitigationConduit, new() { Conduit = 2 }, [Words.Nop], [0xd4000002]),
        new("no conduit: kept", LinuxCallback.SmcccPatchFwMitigationConduit, default, [Words.Nop], null),

        new("loop: b to nop", LinuxCallback.SpectreBhbPatchLoopMitigationEnable, new() { BhbMitigations = 1 }, [Words.B | 4], [Words.Nop]),
        new("no loop: kept", LinuxCallback.SpectreBhbPatchLoopMitigationEnable, new() { BhbMitigations = 2 }, [Words.B | 4], null),
        new("loop count in the register that was there", LinuxCallback.SpectreBhbPatchLoopIter, new() { BhbLoops = 132 }, [0xd2800403],
            [0xd2801083]),

        new("workaround 3: mov w0, #0x80003fff", LinuxCallback.SpectreBhbPatchWa3, new() { BhbMitigations = 2 }, [0x52b00000],
            [0x32013be0]),
        new("workaround 3 in another register", LinuxCallback.SpectreBhbPatchWa3, new() { BhbMitigations = 2 }, [0x52b00007], [0x32013be7]),
        new("no firmware: kept", LinuxCallback.SpectreBhbPatchWa3, new() { BhbMitigations = 1 }, [0x52b00000], null),

        new("no clrbhb: two nops", LinuxCallback.SpectreBhbPatchClearbhb, default, [ClrBhb, Isb], [Words.Nop, Words.Nop]),
        new("clrbhb: kept", LinuxCallback.SpectreBhbPatchClearbhb, new() { BhbMitigations = 8 }, [ClrBhb, Isb], null),

        new(
            "va mask with a tag",
            LinuxCallback.KvmUpdateVaMask,
            new() { VaMask = 0x3fff_ffff, Tag = 0x2_2fdb, TagLsb = 30 },
            s_vaMaskSite,
            [0x92407463, 0x93c37863, 0x913f6c63, 0x91408863, 0x93c38863]),
        new(
            "va mask with a tag below 4096",
            LinuxCallback.KvmUpdateVaMask,
            new() { VaMask = 0x3fff_ffff, Tag = 1, TagLsb = 30 },
            s_vaMaskSite,
            [0x92407463, 0x93c37863, 0x91000463, 0x91000063, 0x93c38863]),
        new(
            "va mask keeps each instruction's registers",
            LinuxCallback.KvmUpdateVaMask,
            new() { VaMask = 0x3fff_ffff, Tag = 0x2_2fdb, TagLsb = 30 },
            [0x92400041, 0x93c20441, 0x91000041, 0x91400041, 0x93c2fc41],
            [0x92407441, 0x93c27841, 0x913f6c41, 0x91408841, 0x93c28841]),
        new(
            "va mask without a tag",
            LinuxCallback.KvmUpdateVaMask,
            new() { VaMask = 0xffff_ffff_ffff },
            s_vaMaskSite,
            [0x9240bc63, Words.Nop, Words.Nop, Words.Nop, Words.Nop]),
        new("va mask at EL2", LinuxCallback.KvmUpdateVaMask, new() { Vhe = 1 }, s_vaMaskSite, [.. Enumerable.Repeat(Words.Nop, 5)]),

        new(
            "vector branch",
            LinuxCallback.KvmPatchVectorBranch,
            new() { SpectreV3a = 1, VaMask = 0x3fff_ffff, Tag = 0x2_2fdb, TagLsb = 30, HypVectors = 0xffff_0000_1234_5800 },
            [Words.Nop, Words.Nop, Words.Nop, Words.Nop],
            [0xd28b0100, 0xf2ba4680, 0xf2d17ec0, BrX0]),
        new("no vector branch", LinuxCallback.KvmPatchVectorBranch, default, [Words.Nop, Words.Nop, Words.Nop, Words.Nop], null),

        new(
            "kimage_voffset",
            LinuxCallback.KvmGetKimageVoffset,
            new() { KimageVoffset = 0xffff_7fff_c7e0_0000 },
            [0xd2800003, 0xf2a00003, 0xf2c00003, 0xf2e00003],
            [0xd2800003, 0xf2b8fc03, 0xf2cfffe3, 0xf2ffffe3]),
        new(
            "ctr_el0",
            LinuxCallback.KvmComputeFinalCtrEl0,
            new() { Ctr = 0xb_b444_c004 },
            [0xd2800003, 0xf2a00003, 0xf2c00003, 0xf2e00003],
            [0xd2980083, 0xf2b68883, 0xf2c00163, 0xf2e00003]),
    ];

    /// <param name="expected">The site's words; null where it is kept.</param>
    [Trait("Linux", "every pattern of Linux's callbacks")]
    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_callback_of_linux_gives_the_words_of_linux(
        string name, LinuxCallback callback, LinuxState state, uint[] original, uint[]? expected)
    {
        (CallbackResult result, AltErrorCode error, uint[] words) = Run(callback, state, original);

        Assert.Equal((expected is null ? CallbackAction.Keep : CallbackAction.Patch, AltErrorCode.None), (result.Action, error));
        Assert.True(words.SequenceEqual(expected ?? original), $"{name}: {string.Join(' ', words.Select(word => $"{word:x8}"))}");
    }

    /// <summary>Linux stops the boot here, half patched.</summary>
    [Theory]
    [InlineData(0x5ul, 0x2_2fdbul, 30u)] // no mask of ones side by side
    [InlineData(0x3fff_fffful, 0x100_0000ul, 30u)] // a tag of more than 24 bits
    [InlineData(0x3fff_fffful, 1ul, 64u)] // a rotation by all bits
    public void A_value_that_no_instruction_holds_is_an_error(ulong mask, ulong tag, uint lsb)
    {
        (_, AltErrorCode error, _) = Run(LinuxCallback.KvmUpdateVaMask, new() { VaMask = mask, Tag = tag, TagLsb = lsb }, s_vaMaskSite);

        Assert.Equal(AltErrorCode.CallbackUnencodable, error);
    }

    [Fact]
    public void A_site_of_another_length_is_an_error()
    {
        Assert.Equal(AltErrorCode.CallbackSiteLength, Run(LinuxCallback.KvmUpdateVaMask, default, s_vaMaskSite[1..]).Result.Reason);
        Assert.Equal(AltErrorCode.CallbackOutsideSite, Run(LinuxCallback.KvmGetKimageVoffset, default, s_vaMaskSite[2..]).Error);
    }

    private static (CallbackResult Result, AltErrorCode Error, uint[] Words) Run(LinuxCallback callback, LinuxState state, uint[] original)
    {
        AltInputs inputs = default;
        uint[] words = [.. original];
        CallbackSite site = new(new CodeAddress(TestImage.TextStart), original, words, in inputs);
        CallbackResult result = LinuxCallbacks.Invoke(callback, state, ref site);
        return (result, site.Error, words);
    }
}
