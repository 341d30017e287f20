using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>What a boot did to its sites, compared with what its CPU model must have.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class CapabilityTableTests : IDisposable
{
    private const string Table = "capability model\nHAS_A +\nHAS_B +\nHAS_C -\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Of each entry: capability, s for a replacement or c for a callback, and the action.</summary>
    [Trait("Rule", "a site is shown once; an entry that is beaten isn't missed")]
    [Theory]
    [InlineData("A s patched", "")]
    [InlineData("A s kept", "0")]
    [InlineData("A c kept", "")]
    [InlineData("C s kept", "")]
    [InlineData("C s patched", "0")]
    [InlineData("C c patched", "0")]
    [InlineData("A s kept, B s patched", "")]
    [InlineData("A s patched, B s kept", "1")]
    [InlineData("A s kept, B s kept", "0 1")]
    [InlineData("A s kept, B c kept", "")]
    [InlineData("A s kept, B c patched", "")]
    [InlineData("A s kept, C c kept", "0")]
    [InlineData("A s kept, C s kept", "0")]
    [InlineData("A s kept, B s patched, C s kept", "")]
    public void A_capability_that_is_there_patches_its_site_unless_a_better_entry_does(string entries, string different) =>
        Assert.Equal(different, string.Join(' ', Differences(Lines(entries, _ => 0))));

    [Fact]
    public void An_entry_of_another_site_is_no_better_one() =>
        Assert.Equal(["0"], Differences(Lines("A s kept, B s patched", index => index)));

    /// <summary>Indices of the entries that are named.</summary>
    private IEnumerable<string> Differences(IEnumerable<string> lines)
    {
        CapabilityTable table = CapabilityTable.Load(_folder.Write("table", Table), new Version(10, 0));
        CpuCapNames names = CpuCapNames.Load(_folder.Write("names", "HAS_A | boot | a\nHAS_B | boot | b\nHAS_C | boot | c\n"));
        string[] detected =
            ["CPU features: detected: a", "CPU features: detected: b", "@boot {\"schema\":1,\"version\":\"\",\"image\":\"\"}"];
        BootLog log = new(string.Join('\n', detected.Concat(lines)), "", 0);
        return table.Differences("model", log, names)
            .Select(difference => difference.StartsWith("entry ", StringComparison.Ordinal) ? difference.Split(' ', ':')[1] : difference);
    }

    private static IEnumerable<string> Lines(string entries, Func<int, int> siteOf) => entries.Split(", ").Select((entry, index) =>
    {
        string[] fields = entry.Split(' ');
        string callback = fields[1] == "c" ? "\"callback\"" : "null";
        return $"@alt {{\"index\":{index},\"orig\":\"0x{siteOf(index) * 4:x}\",\"cap\":\"HAS_{fields[0]}\"," +
            $"\"callback\":{callback},\"action\":\"{fields[2]}\",\"old\":[],\"new\":[]}}";
    });
}
