using System.Linq;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Elf;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>Nothing marks the literals of ilc's methods as data.</summary>
[Trait("Area", "The linked Image")]
public sealed class LiteralTests
{
    [Theory]
    [InlineData("ldr w0, 1f", 1)]
    [InlineData("ldrsw x0, 1f", 1)]
    [InlineData("ldr s0, 1f", 1)]
    [InlineData("ldr x0, 1f", 2)]
    [InlineData("ldr d0, 1f", 2)]
    [InlineData("ldr q0, 1f", 4)]
    [InlineData("prfm pldl1keep, 1f", 0)]
    public void What_is_loaded_as_a_literal_is_no_code(string load, int words)
    {
        using var sample =
            new SafetySample(more: $"\tfunction bm_user\n\t{load}\n\tret\n1:\t.rept 5\n\tadd x0, x0, x1\n\t.endr\n\tendfunction bm_user");
        ElfFile elf = sample.Link("--emit-relocs");
        var text = new ImageText(elf);
        ulong start = elf.RequireSymbol("bm_user");

        Assert.True(text.IsCode(start) && text.IsCode(start + 4));
        Assert.Equal(Enumerable.Range(0, 5).Select(word => word >= words),
            Enumerable.Range(2, 5).Select(word => text.IsCode(start + (4 * (ulong)word))));
    }
}
