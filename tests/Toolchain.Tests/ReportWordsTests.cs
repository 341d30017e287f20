using System;
using System.Text;
using System.Text.RegularExpressions;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Exceptions;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>Names of verdicts and words for syndromes stand in tables beside their codes: each code has its own.</summary>
[Trait("Area", "Reports")]
public sealed partial class ReportWordsTests
{
    [Fact]
    public void A_verdict_has_the_name_of_its_code()
    {
        Assert.All(Enum.GetValues<Verdict>(), verdict =>
            Assert.Equal(WordStart().Replace($"{verdict}", "-$0").ToLowerInvariant(), Encoding.ASCII.GetString(VerdictName.Of(verdict))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(22)]
    [InlineData(255)]
    public void Any_other_code_is_the_programs(int code)
    {
        Assert.Equal("program"u8, VerdictName.Of((Verdict)code));
    }

    /// <summary>Arm ARM DDI 0487, ESR_EL1, EC.</summary>
    [Theory]
    [InlineData(0x00, "undefined instruction")]
    [InlineData(0x01, "trapped WFI or WFE")]
    [InlineData(0x07, "trapped FP or SIMD access")]
    [InlineData(0x09, "trapped pointer authentication")]
    [InlineData(0x0d, "branch target exception")]
    [InlineData(0x0e, "illegal execution state")]
    [InlineData(0x15, "SVC")]
    [InlineData(0x16, "unhandled HVC")]
    [InlineData(0x17, "unhandled SMC")]
    [InlineData(0x18, "trapped system register access")]
    [InlineData(0x19, "trapped SVE access")]
    [InlineData(0x1c, "pointer authentication failure")]
    [InlineData(0x20, "instruction abort")]
    [InlineData(0x21, "instruction abort")]
    [InlineData(0x22, "PC alignment fault")]
    [InlineData(0x24, "data abort")]
    [InlineData(0x25, "data abort")]
    [InlineData(0x26, "SP alignment fault")]
    [InlineData(0x27, "memory copy or set exception")]
    [InlineData(0x2c, "trapped floating-point exception")]
    [InlineData(0x2f, "SError")]
    [InlineData(0x3c, "BRK")]
    [InlineData(0x3f, "other exception class")]
    public void An_exception_class_has_the_manuals_words(int exceptionClass, string words)
    {
        Assert.Equal(words, Encoding.ASCII.GetString(SyndromeText.Of((ExceptionClass)exceptionClass)));
    }

    [Fact]
    public void Every_exception_class_has_words_of_its_own()
    {
        Assert.All(Enum.GetValues<ExceptionClass>(),
            known => Assert.NotEqual("other exception class", Encoding.ASCII.GetString(SyndromeText.Of(known))));
    }

    /// <summary>Arm ARM DDI 0487, ESR_EL1, DFSC: of most the lowest bits are the level.</summary>
    [Theory]
    [InlineData(0x00, "address size fault")]
    [InlineData(0x03, "address size fault")]
    [InlineData(0x07, "translation fault")]
    [InlineData(0x0a, "access flag fault")]
    [InlineData(0x0f, "permission fault")]
    [InlineData(0x10, "external abort")]
    [InlineData(0x11, "tag check fault")]
    [InlineData(0x12, "other fault")]
    [InlineData(0x17, "external abort on a table walk")]
    [InlineData(0x18, "parity or ECC error")]
    [InlineData(0x19, "other fault")]
    [InlineData(0x21, "alignment fault")]
    [InlineData(0x30, "TLB conflict")]
    [InlineData(0x35, "unsupported exclusive or atomic access")]
    public void A_fault_status_has_the_manuals_words(uint status, string words)
    {
        Assert.Equal(words, Encoding.ASCII.GetString(SyndromeText.OfFaultStatus(status)));
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
