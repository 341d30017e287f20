using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>tests/README.md says which test holds which rule: the tests it names must exist.</summary>
public sealed class TestListTests
{
    [Fact]
    public void Every_test_that_the_README_names_exists()
    {
        string[] sources = [.. Directory.GetFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        IEnumerable<Match> names = Regex.Matches(File.ReadAllText(Repository.PathOf("tests", "README.md")), @"`(\w+Tests)\.(\w+)`");

        string[] missing = [.. names.Where(name => !sources.Any(source => Declares(source, name.Groups[1].Value, name.Groups[2].Value))).Select(name => name.Value)];

        Assert.True(names.Count() > 50);
        Assert.Empty(missing);
    }

    private static bool Declares(string source, string type, string method)
    {
        return source.Contains($"class {type}", StringComparison.Ordinal) && source.Contains($" {method}(", StringComparison.Ordinal);
    }
}
