using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>An Image that can't be patched safely isn't built.</summary>
[Collection(nameof(Builds))]
[Trait("Area", "The linked Image")]
[Proof("builds")]
public sealed class PatchSafetyBuildTests(Builds builds)
{
    [Fact]
    public async Task The_build_fails_where_a_site_runs_while_text_is_written()
    {
        string rules = builds.Tree.PathOf("patcher", "host", "patch-safety.txt");
        string text = await File.ReadAllTextAsync(rules, TestContext.Current.CancellationToken);
        try
        {
            await File.WriteAllTextAsync(rules, $"{text}root bm_memset  so says this test\n", TestContext.Current.CancellationToken);

            InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => builds.Tree.MakeImageAsync());

            Assert.Contains("baremetal.elf : error BM0008: the site of entry", failure.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(builds.Tree.PathOf("out", "Image")), "out/Image was left behind");
        }
        finally
        {
            await File.WriteAllTextAsync(rules, text, TestContext.Current.CancellationToken);
        }
    }
}
