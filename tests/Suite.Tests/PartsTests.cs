using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Suite.Tests;

/// <summary>tests/proof: its parts, their inputs, and the tests that belong to them.</summary>
[Trait("Area", "The tests themselves")]
public sealed class PartsTests
{
    private static readonly Proof s_proof = new(Repository.Root, Proof.Folder);

    [Fact]
    public void Each_part_has_a_name_of_its_own_something_to_run_and_inputs_that_exist()
    {
        Assert.NotEmpty(s_proof.Parts);
        Assert.Equal(s_proof.Parts.Count, s_proof.Parts.Select(part => part.Name).Distinct().Count());
        Assert.All(s_proof.Parts, part => Assert.False(part.IsEmpty, part.Name));
        Assert.All(s_proof.Parts, part => Assert.Equal(part.Command is null, part.Figures is null));
        Assert.All(s_proof.Parts, part => Assert.NotEmpty(s_proof.Inputs(part)));
    }

    /// <summary>What <c>make test</c> leaves out must be in a part, and a part must not name a project without tests for it.</summary>
    [Fact]
    public async Task Each_test_that_make_test_leaves_out_is_in_a_part_and_each_part_has_tests()
    {
        IReadOnlyList<ListedTest> tests = await TestList.ReadAsync();
        HashSet<(string, string)> named = [.. s_proof.Parts.SelectMany(part => part.Tests.Select(project => (part.Name, project)))];
        HashSet<(string, string)> found =
            [.. tests.SelectMany(test => test.Values(ProofAttribute.Trait).Select(part => (part, test.Project)))];

        Assert.Equal(named.Order(), found.Order());
        Assert.All(tests.Where(test => test.Values(ProofAttribute.RunTrait).Contains(ProofAttribute.InProof)),
            test => Assert.NotEmpty(test.Values(ProofAttribute.Trait)));
    }

    [Fact]
    public async Task Each_test_has_an_area()
    {
        IReadOnlyList<ListedTest> tests = await TestList.ReadAsync();

        Assert.Empty(tests.Where(test => !test.Values("Area").Any()).Select(test => $"{test.Project}: {test.Type}").Distinct());
    }
}
