using System.IO;
using BareMetal.BootTest;
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
}
