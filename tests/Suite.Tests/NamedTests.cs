using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Suite.Tests;

/// <summary>tests/proof/README.md says which test shows which property: the tests that it names must exist.</summary>
[Trait("Area", "The tests themselves")]
public sealed partial class NamedTests
{
    [Fact]
    public async Task Every_test_that_a_README_names_exists()
    {
        HashSet<string> tests = [.. (await TestList.ReadAsync()).Select(test => $"{test.Type}.{test.Method}")];
        string[] names =
        [
            .. ((string[])["README.md", "proof/README.md"])
                .SelectMany(file => Name().Matches(File.ReadAllText(Repository.PathOf("tests", file))))
                .Select(match => match.Groups[1].Value),
        ];

        Assert.InRange(names.Length, 30, int.MaxValue);
        Assert.Empty(names.Except(tests));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Name();
}
