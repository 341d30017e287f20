using System;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>What alternative.inc refuses to assemble, and that the message leads to the line.</summary>
[Trait("Area", "The build")]
public sealed class RefusedMacroTests
{
    [Theory]
    [InlineData("alternative_insn \"nop\", \"isb; nop\", HAS_SB")]
    [InlineData("alternative_insn \"isb; nop\", \"nop\", HAS_SB")]
    [InlineData("alternative_insn \"nop\", \"\", HAS_SB")]
    [InlineData("alternative_if HAS_SB; nop; nop; alternative_else; isb; alternative_endif")]
    [InlineData("alternative_if_not HAS_SB; nop; alternative_else; isb; isb; alternative_endif")]
    public void Arms_that_differ_in_length(string line) =>
        Refuses(line, "alternative: old and new code differ in length; fill the shorter one with nop");

    [Theory]
    [InlineData("alternative_if HAS_SB; .fill 64, 4, 0xd503201f; alternative_else_nop_endif")]
    [InlineData("alternative_if_not HAS_SB; .fill 65, 4, 0xd503201f; alternative_else_nop_endif")]
    [InlineData("alternative_cb HAS_SB, f; .fill 64, 4, 0xd503201f; alternative_cb_end")]
    public void Sites_that_are_too_long(string line) =>
        Refuses(line, "alternative: longer than the 252 bytes (63 instructions) that an entry can say");

    [Theory]
    [InlineData("alternative_if HAS_SB; alternative_if_not HAS_SB", "is still open")]
    [InlineData("alternative_cb HAS_SB, f; alternative_cb HAS_SB, f", "is still open")]
    [InlineData("alternative_else", "alternative_else without an alternative_if")]
    [InlineData("alternative_endif", "alternative_endif without an alternative_else")]
    [InlineData("alternative_if HAS_SB; nop; alternative_endif", "alternative_endif without an alternative_else")]
    [InlineData("alternative_cb_end", "alternative_cb_end without an alternative_cb")]
    [InlineData("alternative_if HAS_SB; nop; alternative_cb_end", "alternative_cb_end without an alternative_cb")]
    public void Macros_that_do_not_pair(string line, string message) => Refuses(line, message);

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void A_capability_that_does_not_exist_is_named_by_the_linker(string assembler)
    {
        using Snippet snippet = Snippet.Assembly(assembler, "f:\talternative_insn \"nop\", \"isb\", HAS_NOTHING");
        snippet.Compile();

        CommandResult result = snippet.TryLink();

        Assert.False(result.Succeeded);
        Assert.Contains("HAS_NOTHING", result.Text, StringComparison.Ordinal);
    }

    /// <summary>The line is assembled as the third of its file, by both assemblers.</summary>
    private static void Refuses(string line, string message)
    {
        foreach (string assembler in (string[])[Compiler.Gcc, Compiler.Clang])
        {
            using Snippet snippet = Snippet.Assembly(assembler, $"f:\tnop\n\t{line}");

            CommandResult result = snippet.Compile();

            Assert.False(result.Succeeded, $"{assembler} assembled: {line}");
            Assert.Contains(message, result.Text, StringComparison.Ordinal);
            Assert.Contains("snippet.S:3", result.Text, StringComparison.Ordinal);
        }
    }
}
