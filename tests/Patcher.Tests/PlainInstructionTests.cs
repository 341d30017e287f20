using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>What the planner copies without asking <see cref="Relocation"/> is what that would have copied.</summary>
[Trait("Area", "Instructions and relocation")]
[Trait("Rule", "only plain instructions are copied")]
public class PlainInstructionTests
{
    private const ulong From = 0xffff_8000_8000_0000;

    /// <summary>Each combination of the bits that decide, with many values of the others.</summary>
    [Fact]
    public void Whatever_depends_on_its_address_is_not_plain()
    {
        Gen.UInt[0, 0xff_ffff].Array[16].Sample(rests =>
        {
            for (uint top = 0; top <= 0xff; top++)
            {
                foreach (uint instruction in rests.Select(rest => top << 24 | rest))
                {
                    Assert.False(PlainInstruction.Is(instruction) && DependsOnAddress(instruction), $"{instruction:x8}");
                }
            }
        }, iter: 500);
    }

    [Theory]
    [InlineData(0xd503201f)] // nop
    [InlineData(0xd5033bbf)] // dmb ish
    [InlineData(0xd65f03c0)] // ret
    [InlineData(0xb8e10002)] // ldaddal w1, w2, [x0]
    [InlineData(0x88dffc00)] // ldar w0, [x0]
    [InlineData(0xaa0203e0)] // mov x0, x2
    public void What_replacements_mostly_hold_is_plain(uint instruction) => Assert.True(PlainInstruction.Is(instruction));


    private static bool DependsOnAddress(uint instruction)
    {
        AltErrorCode error = Relocation.Move(
            instruction, new(From), new(From + 0x10_0000), new(From), new(From + 4), out uint moved, out CodeAddress target);
        return error != AltErrorCode.None || moved != instruction || target.Value != 0;
    }
}
