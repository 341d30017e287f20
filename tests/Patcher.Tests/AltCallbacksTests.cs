using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>What each callback makes of a site.</summary>
[Trait("Area", "Callbacks")]
public class AltCallbacksTests
{
    private const uint MrsX2Ctr = 0xd53b0022;

    private static readonly TestImage.CallbackBody[] s_all =
    [
        AltCallbacks.Nops,
        AltCallbacks.DczvaSize,
        AltCallbacks.DcacheLineSize,
        AltCallbacks.IcacheLineSize,
        AltCallbacks.KimageVoffset,
        AltCallbacks.SmcccConduit,
        AltCallbacks.BhbLoop,
    ];

    [Fact]
    public void No_callback_writes_outside_of_a_site_of_any_length()
    {
        foreach (TestImage.CallbackBody callback in s_all)
        {
            for (int words = 1; words <= 63; words++)
            {
                (CallbackResult _, AltErrorCode error, uint[] _) = Run(callback, Inputs(), [.. Enumerable.Repeat(Words.MovzX0, words)]);
                Assert.True(error == AltErrorCode.None, $"{callback.Method.Name}, {words} words: {error}");
            }
        }
    }

    [Fact]
    public void Nops_fills_the_site() => AssertPatches(AltCallbacks.Nops, Inputs(), [Words.Brk, Words.B], [Words.Nop, Words.Nop]);

    [Fact]
    public void The_data_line_size_goes_to_the_register_of_the_first_word() =>
        AssertPatches(AltCallbacks.DcacheLineSize, Inputs(), [MrsX2Ctr, 0x53104c42, Words.Brk], [0xd2800802, Words.Nop, Words.Nop]);

    [Fact]
    public void The_instruction_line_size_is_its_own() => AssertPatches(AltCallbacks.IcacheLineSize, Inputs(), [MrsX2Ctr], [0xd2801002]);

    [Fact]
    public void The_largest_line_size_takes_a_shifted_movz()
    {
        AltInputs inputs = Inputs();
        inputs.Registers.Set(IdRegister.CtrEl0, 0xf_000f);

        AssertPatches(AltCallbacks.DcacheLineSize, inputs, [MrsX2Ctr], [0xd2a00042]);
    }

    [Theory]
    [InlineData(4, 0xd2800804)]
    [InlineData(9, 0xd2810004)]
    [InlineData(0x14, 0xd2800004)]
    public void The_zva_size_is_0_where_dc_zva_is_prohibited(ulong dczid, uint expected)
    {
        AltInputs inputs = Inputs();
        inputs.Registers.Set(IdRegister.DczidEl0, dczid);

        AssertPatches(AltCallbacks.DczvaSize, inputs, [0xd53b00e4, Words.Nop], [expected, Words.Nop]);
    }

    /// <summary>0xffff7fffc7e00000 in x0, as GNU as encodes movz and three movk.</summary>
    [Fact]
    public void The_image_offset_is_built_in_four_words_and_the_rest_becomes_nop() => AssertPatches(
        AltCallbacks.KimageVoffset,
        Inputs(),
        [Words.AdrpX3, Words.Nop, Words.Nop, Words.Nop, Words.Brk],
        [0xd2800003, 0xf2b8fc03, 0xf2cfffe3, 0xf2ffffe3, Words.Nop]);

    [Fact]
    public void The_image_offset_needs_four_words()
    {
        (CallbackResult result, _, _) = Run(AltCallbacks.KimageVoffset, Inputs(), [Words.AdrpX3, Words.Nop, Words.Nop]);

        Assert.Equal((CallbackAction.Error, AltErrorCode.CallbackSiteLength), (result.Action, result.Reason));
    }

    [Theory]
    [InlineData(SmcccConduit.Hvc, 0xd4000002)]
    [InlineData(SmcccConduit.Smc, 0xd4000003)]
    public void The_conduit_becomes_the_call(SmcccConduit conduit, uint expected)
    {
        AltInputs inputs = Inputs();
        inputs.Conduit = conduit;

        AssertPatches(AltCallbacks.SmcccConduit, inputs, [Words.B | 2], [expected]);
    }

    [Fact]
    public void Without_firmware_the_site_of_the_conduit_is_kept() => AssertKeeps(AltCallbacks.SmcccConduit, Inputs(), [Words.B | 2]);

    [Theory]
    [InlineData(8)]
    [InlineData(132)]
    [InlineData(255)]
    public void The_loop_count_is_the_systems_and_width_and_register_stay(byte iterations)
    {
        AltInputs inputs = Inputs();
        inputs.BranchHistoryLoop = iterations;

        AssertPatches(AltCallbacks.BhbLoop, inputs, [0xd2800001], [0xd2800001u | (uint)iterations << 5]);
        AssertPatches(AltCallbacks.BhbLoop, inputs, [0x5280041e], [0x5280001eu | (uint)iterations << 5]);
    }

    [Fact]
    public void Where_no_core_needs_a_loop_the_site_is_kept() => AssertKeeps(AltCallbacks.BhbLoop, Inputs(), [0xd2800001]);

    [Theory]
    [InlineData(0xd2a00001)] // movz x1, #0, lsl #16
    [InlineData(0xf2800001)] // movk x1, #0
    [InlineData(0xd503201f)] // nop
    public void The_loop_count_must_be_in_a_movz(uint instruction)
    {
        (CallbackResult result, _, _) = Run(AltCallbacks.BhbLoop, Inputs(), [instruction]);

        Assert.Equal((CallbackAction.Error, AltErrorCode.CallbackSiteInstruction), (result.Action, result.Reason));
    }

    [Fact]
    public void The_loop_count_is_one_word()
    {
        (CallbackResult result, _, _) = Run(AltCallbacks.BhbLoop, Inputs(), [0xd2800001, Words.Nop]);

        Assert.Equal((CallbackAction.Error, AltErrorCode.CallbackSiteLength), (result.Action, result.Reason));
    }

    private static AltInputs Inputs()
    {
        AltInputs inputs = default;
        inputs.Registers.Set(IdRegister.CtrEl0, 0x4_0005);
        inputs.Registers.Set(IdRegister.DczidEl0, 4);
        inputs.KimageVoffset = 0xffff7fffc7e00000;
        return inputs;
    }

    private static void AssertPatches(TestImage.CallbackBody callback, AltInputs inputs, uint[] original, uint[] expected)
    {
        (CallbackResult result, AltErrorCode error, uint[] words) = Run(callback, inputs, original);

        Assert.Equal((CallbackAction.Patch, AltErrorCode.None), (result.Action, error));
        Assert.Equal(expected.Select(word => $"{word:x8}"), words.Select(word => $"{word:x8}"));
    }

    private static void AssertKeeps(TestImage.CallbackBody callback, AltInputs inputs, uint[] original)
    {
        (CallbackResult result, _, uint[] words) = Run(callback, inputs, original);

        Assert.Equal(CallbackAction.Keep, result.Action);
        Assert.Equal(original, words);
    }

    private static (CallbackResult Result, AltErrorCode Error, uint[] Words) Run(
        TestImage.CallbackBody callback, AltInputs inputs, uint[] original)
    {
        uint[] words = [.. original];
        CallbackSite site = new(new CodeAddress(TestImage.TextStart), original, words, in inputs);
        CallbackResult result = callback(ref site);
        return (result, site.Error, words);
    }
}
