using System;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Elf;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The same sources give the same bytes, wherever they are built.</summary>
[Collection(nameof(Builds))]
[Trait("Area", "The build")]
[Proof("builds")]
public sealed class ReproducibleBuildTests(Builds builds)
{
    [Fact]
    public async Task Two_folders_give_the_same_Image()
    {
        using SourceTree other = await SourceTree.CopyAsync("a second folder");

        ImageFile first = await builds.Tree.MakeImageAsync();
        ImageFile second = await other.MakeImageAsync();

        Assert.Equal(first.Elf.Sections.Where(section => section.IsAllocated).Select(section => section.Name),
            second.Elf.Sections.Where(section => section.IsAllocated).Select(section => section.Name));
        foreach (ElfSection section in first.Elf.Sections.Where(section => section.IsAllocated))
        {
            Assert.True(section.Data.Span.SequenceEqual(second.Section(section.Name).Data.Span), $"{section.Name} differs");
        }

        Assert.True(first.Bytes.AsSpan().SequenceEqual(second.Bytes), "the sections agree, but out/Image differs");
    }
}
