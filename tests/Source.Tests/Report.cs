using System.Collections.Generic;
using System.IO;
using BareMetal.BootTest;
using BareMetal.Source.Tests.Style;
using Xunit;

namespace BareMetal.Source.Tests;

/// <summary>What a test found, for whoever works on it: among the test's output, and in out/test-results/.</summary>
internal static class Report
{
    public static void Write(ITestOutputHelper output, string name, string text)
    {
        output.WriteLine(text);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Repository.PathOf("out/test-results")).FullName, name + ".txt"), text);
    }

    /// <summary>Fails where there is a finding.</summary>
    public static void None(string rule, IReadOnlyCollection<Finding> findings) =>
        Assert.True(findings.Count == 0, $"{findings.Count} findings; all: out/test-results/{rule}.txt\n{string.Join('\n', findings)}");
}
