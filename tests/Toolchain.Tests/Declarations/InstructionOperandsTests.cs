using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Declarations;
using Xunit;

namespace BareMetal.Toolchain.Tests.Declarations;

/// <summary>
/// What instructions read and write, written by hand from the Arm ARM (DDI 0487, C6.2 and C7.2; SVE from DDI 0584). x and w, and names
/// of one vector register, are one register. A register that keeps a part of what it was is read, too.
/// </summary>
[Trait("Area", "The build")]
public sealed class InstructionOperandsTests
{
    [Theory]
    // Loads and stores
    [InlineData("ldr w0, [x1]", "x1", "x0")]
    [InlineData("ldr x0, [x1, x2, lsl #3]", "x1 x2", "x0")]
    [InlineData("ldr x0, [x1, #8]!", "x1", "x0 x1")]
    [InlineData("ldr x0, [x1], #8", "x1", "x0 x1")]
    [InlineData("ldr q0, [x1], #16", "x1", "v0 x1")]
    [InlineData("ldrsb w3, [x1, w2, sxtw]", "x1 x2", "x3")]
    [InlineData("ldp x0, x1, [x2]", "x2", "x0 x1")]
    [InlineData("ldp x2, x3, [x0], #16", "x0", "x0 x2 x3")]
    [InlineData("ldar x0, [x1]", "x1", "x0")]
    [InlineData("ldapur w0, [x1, #4]", "x1", "x0")]
    [InlineData("str w1, [x0]", "x0 x1", "")]
    [InlineData("str w1, [x0, #4]!", "x0 x1", "x0")]
    [InlineData("stp x1, x2, [x0], #16", "x0 x1 x2", "x0")]
    [InlineData("stlr w1, [x0]", "x0 x1", "")]
    [InlineData("stnp q1, q2, [x0]", "v1 v2 x0", "")]
    [InlineData("prfm pldl1keep, [x0, #64]", "x0", "")]
    [InlineData("ld1 {v0.4s}, [x1]", "x1", "v0")]
    [InlineData("ld1 {v0.4s, v1.4s}, [x2]", "x2", "v0 v1")]
    [InlineData("ld1 {v0.4s, v1.4s}, [x2], #32", "x2", "v0 v1 x2")]
    [InlineData("ld1 {v0.s}[1], [x2]", "v0 x2", "v0")]
    [InlineData("ld1r {v0.4s}, [x2]", "x2", "v0")]
    [InlineData("st1 {v0.s}[1], [x2]", "v0 x2", "")]
    [InlineData("st2 {v8.4s, v9.4s}, [x2], x3", "v8 v9 x2 x3", "x2")]
    // Atomics: what is stored, what was there
    [InlineData("ldaddal w1, w0, [x2]", "x1 x2", "x0")]
    [InlineData("ldsetb w1, w0, [x2]", "x1 x2", "x0")]
    [InlineData("ldumaxlh w1, w0, [x2]", "x1 x2", "x0")]
    [InlineData("stadd w1, [x2]", "x1 x2", "")]
    [InlineData("swpa x1, x0, [x2]", "x1 x2", "x0")]
    [InlineData("cas w0, w1, [x2]", "x0 x1 x2", "x0")]
    [InlineData("caspal x0, x1, x2, x3, [x4]", "x0 x1 x2 x3 x4", "x0 x1")]
    [InlineData("ldsetpal x0, x1, [x2]", "x0 x1 x2", "x0 x1")]
    [InlineData("swpp x0, x1, [x2]", "x0 x1 x2", "x0 x1")]
    [InlineData("ldapr w0, [x1]", "x1", "x0")]
    // Memory copies and sets
    [InlineData("cpyfp [x0]!, [x1]!, x2!", "x0 x1 x2", "x0 x1 x2")]
    [InlineData("cpym [x0]!, [x1]!, x2!", "x0 x1 x2", "x0 x1 x2")]
    [InlineData("setp [x0]!, x1!, x2", "x0 x1 x2", "x0 x1")]
    [InlineData("setgm [x0]!, x1!, x2", "x0 x1 x2", "x0 x1")]
    // Integers
    [InlineData("add x0, x1, w2, uxtw", "x1 x2", "x0")]
    [InlineData("mov x0, sp", "sp", "x0")]
    [InlineData("add sp, sp, #16", "sp", "sp")]
    [InlineData("movz x0, #1, lsl #16", "", "x0")]
    [InlineData("movk x0, #1", "x0", "x0")]
    [InlineData("bfi w0, w1, #3, #2", "x0 x1", "x0")]
    [InlineData("bfxil w0, w1, #3, #2", "x0 x1", "x0")]
    [InlineData("ubfx w0, w1, #3, #2", "x1", "x0")]
    [InlineData("madd x0, x1, x2, x3", "x1 x2 x3", "x0")]
    [InlineData("umulh x0, x1, x2", "x1 x2", "x0")]
    [InlineData("cmp x0, x1", "x0 x1", "")]
    [InlineData("tst w0, #1", "x0", "")]
    [InlineData("cmpp x0, x1", "x0 x1", "")]
    [InlineData("orr x0, x1, #1", "x1", "x0")]
    [InlineData("bic w0, w1, w2", "x1 x2", "x0")]
    [InlineData("crc32cx w0, w1, x2", "x1 x2", "x0")]
    [InlineData("smax x0, x1, x2", "x1 x2", "x0")]
    [InlineData("rmif x0, #1, #2", "x0", "")]
    [InlineData("setf8 w0", "x0", "")]
    [InlineData("subp x0, x1, x2", "x1 x2", "x0")]
    [InlineData("irg x0, x1", "x1", "x0")]
    [InlineData("ldg x0, [x1]", "x0 x1", "x0")]
    [InlineData("stg x0, [x1]", "x0 x1", "")]
    [InlineData("pacia x0, x1", "x0 x1", "x0")]
    [InlineData("paciza x0", "x0", "x0")]
    [InlineData("autdb x0, x1", "x0 x1", "x0")]
    [InlineData("xpaci x0", "x0", "x0")]
    [InlineData("pacga x0, x1, x2", "x1 x2", "x0")]
    // System
    [InlineData("mrs x0, cntvct_el0", "", "x0")]
    [InlineData("msr tpidr_el0, x0", "x0", "")]
    [InlineData("msr sp_el0, x0", "x0", "")]
    [InlineData("msr s3_0_c15_c2_1, x0", "x0", "")]
    [InlineData("dc cvac, x0", "x0", "")]
    [InlineData("at s1e1r, x0", "x0", "")]
    [InlineData("tlbi vae1is, x0", "x0", "")]
    [InlineData("sysl x0, #0, c7, c1, #0", "", "x0")]
    [InlineData("wfet x0", "x0", "")]
    [InlineData("dmb ishst", "", "")]
    [InlineData("hint #34", "", "")]
    // Vectors
    [InlineData("fmov x0, d1", "v1", "x0")]
    [InlineData("fmadd d0, d1, d2, d3", "v1 v2 v3", "v0")]
    [InlineData("fcmp s0, s1", "v0 v1", "")]
    [InlineData("scvtf d0, w1", "x1", "v0")]
    [InlineData("umov w0, v1.s[2]", "v1", "x0")]
    [InlineData("mov v8.d[1], x0", "v8 x0", "v8")]
    [InlineData("mov v0.s[0], v1.s[1]", "v0 v1", "v0")]
    [InlineData("fmul v0.4s, v1.4s, v2.s[1]", "v1 v2", "v0")]
    [InlineData("fmla v0.4s, v1.4s, v2.4s", "v0 v1 v2", "v0")]
    [InlineData("umlal2 v0.4s, v1.8h, v2.8h", "v0 v1 v2", "v0")]
    [InlineData("sqdmlsl s0, h1, h2", "v0 v1 v2", "v0")]
    [InlineData("xtn v0.8b, v1.8h", "v1", "v0")]
    [InlineData("xtn2 v0.16b, v1.8h", "v0 v1", "v0")]
    [InlineData("sqrshrun2 v0.16b, v1.8h, #1", "v0 v1", "v0")]
    [InlineData("sxtl2 v0.8h, v1.16b", "v1", "v0")]
    [InlineData("orr v0.4s, #1", "v0", "v0")]
    [InlineData("orr v0.16b, v1.16b, v2.16b", "v1 v2", "v0")]
    [InlineData("movi v0.4s, #1", "", "v0")]
    [InlineData("tbl v0.16b, {v1.16b, v2.16b}, v3.16b", "v1 v2 v3", "v0")]
    [InlineData("tbx v0.16b, {v1.16b}, v3.16b", "v0 v1 v3", "v0")]
    [InlineData("aese v0.16b, v1.16b", "v0 v1", "v0")]
    [InlineData("aesmc v0.16b, v1.16b", "v1", "v0")]
    [InlineData("sha1h s0, s1", "v1", "v0")]
    [InlineData("sha512h q0, q1, v2.2d", "v0 v1 v2", "v0")]
    [InlineData("eor3 v0.16b, v1.16b, v2.16b, v3.16b", "v1 v2 v3", "v0")]
    [InlineData("udot v0.4s, v1.16b, v2.16b", "v0 v1 v2", "v0")]
    [InlineData("usmmla v0.4s, v1.16b, v2.16b", "v0 v1 v2", "v0")]
    [InlineData("bfmmla v0.4s, v1.8h, v2.8h", "v0 v1 v2", "v0")]
    [InlineData("incd x0", "x0", "x0")]
    [InlineData("cntd x0", "", "x0")]
    [InlineData("ctermeq x0, x1", "x0 x1", "")]
    public void Registers_are_read_and_written_as_the_manual_says(string instruction, string read, string written)
    {
        var operands = new InstructionOperands(instruction);

        Assert.Null(operands.Refused);
        Assert.Equal(read, Names(operands.Uses.Where(use => use.IsRead)));
        Assert.Equal(written, Names(operands.Uses.Where(use => use.IsWritten)));
    }

    [Theory]
    [InlineData("blr x0", "a branch")]
    [InlineData("BR X0", "a branch")]
    [InlineData("tbz w0, #1, .", "a branch")]
    [InlineData("retaa", "a branch")]
    [InlineData("eret", "a branch")]
    [InlineData("ldaxp x0, x1, [x2]", "an exclusive access")]
    [InlineData("stxrb w0, w1, [x2]", "an exclusive access")]
    [InlineData("clrex", "an exclusive access")]
    [InlineData("adrp x0, place", "it depends on where it stands")]
    [InlineData("ldrsw x0, place", "it depends on where it stands")]
    [InlineData("autiasp", "it changes registers that it doesn't name")]
    [InlineData("pacib1716", "it changes registers that it doesn't name")]
    [InlineData("xpaclri", "it changes registers that it doesn't name")]
    [InlineData("hint #7", "it changes registers that it doesn't name")]
    [InlineData("hint 0x1d", "it changes registers that it doesn't name")]
    [InlineData("smstart sm", "it changes registers that it doesn't name")]
    [InlineData("csel x0, x0, x1, eq", "it reads the flags")]
    [InlineData("adc x0, x0, x1", "it reads the flags")]
    [InlineData("mrs x0, nzcv", "it reads the flags")]
    [InlineData("nop // and so on", "not an instruction alone")]
    [InlineData("1: nop", "not an instruction alone")]
    [InlineData("here : nop", "not an instruction alone")]
    [InlineData("x = 1", "not an instruction alone")]
    [InlineData(".word 0", "a directive")]
    [InlineData("  ", "there is no instruction")]
    public void What_can_not_stand_for_a_call_is_refused(string instruction, string why)
    {
        Assert.StartsWith(why, new InstructionOperands(instruction).Refused, StringComparison.Ordinal);
    }

    private static string Names(IEnumerable<RegisterUse> uses) =>
        string.Join(' ', uses.Select(use => use.Register).Distinct().OrderBy(r => r.ToString(), StringComparer.Ordinal));
}
