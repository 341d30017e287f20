using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Suite.Tests;

/// <summary>When a part of the proof has to run again, and what counts as a pass, in a small repository of its own.</summary>
[Trait("Area", "The tests themselves")]
public sealed class ProofTests : IDisposable
{
    private const string Parts = """
        [{ "name": "count", "proves": "it counts", "command": "echo 3 checked", "figures": "^[1-9][0-9]* checked",
           "inputs": ["src", "one.txt"] }]
        """;

    private readonly TemporaryFolder _folder = new();

    public ProofTests()
    {
        Git("init", "-q");
        _folder.Write("src/a.cs", "a");
        _folder.Write("src/README.md", "text");
        _folder.Write("one.txt", "1");
        _folder.Write("parts.json", Parts);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_part_that_passed_is_run_no_more_until_an_input_changes()
    {
        Assert.Equal("never run", Stale());

        Assert.Equal(0, await RunAsync());
        Assert.Null(Stale());

        _folder.Write("src/a.cs", "b");
        Assert.Equal("changed since: src", Stale());
        _folder.Write("src/a.cs", "a");
        Assert.Null(Stale());
    }

    [Theory]
    [InlineData("src/new.cs", "a", "changed since: src")]
    [InlineData("one.txt", "2", "changed since: one.txt")]
    [InlineData("src/README.md", "other text", null)]
    [InlineData("elsewhere.cs", "a", null)]
    public async Task What_ages_a_part_is_a_file_of_its_inputs(string file, string text, string? reason)
    {
        await RunAsync();

        _folder.Write(file, text);

        Assert.Equal(reason, Stale());
    }

    [Fact]
    public async Task A_file_that_is_gone_ages_it_and_a_commit_does_not()
    {
        _folder.Write("src/b.cs", "b");
        await RunAsync();

        Git("add", "-A");
        Git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "all");
        Assert.Null(Stale());
        File.Delete(_folder.PathOf("src", "b.cs"));

        Assert.Equal("changed since: src", Stale());
    }

    [Theory]
    [InlineData("echo 0 checked", "no line matches")]
    [InlineData("echo done", "no line matches")]
    [InlineData("echo 3 checked; exit 4", "exit code 4")]
    [InlineData("echo b > one.txt; echo 3 checked", "an input changed while it ran")]
    public async Task What_checked_nothing_or_failed_is_no_pass_and_stays_stale(string command, string finding)
    {
        _folder.Write("parts.json", Parts.Replace("echo 3 checked", command, StringComparison.Ordinal));

        Assert.Equal(1, await RunAsync());

        Assert.Equal("failed", Stale());
        PartRecord record = New().Record(New().Part("count"))!;
        Assert.Contains(finding, string.Join('\n', record.Figures), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_a_file_is_named()
    {
        _folder.Write("parts.json", Parts.Replace("one.txt", "two.txt", StringComparison.Ordinal));

        SuiteException refused = Assert.Throws<SuiteException>(() => New().Inputs(New().Part("count")));

        Assert.Contains("input 'two.txt' holds no file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_there_is_not_is_refused_with_the_names_of_those_that_there_are()
    {
        Assert.Contains("no part 'x': count", Assert.Throws<SuiteException>(() => New().Part("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_of_which_no_test_ran_is_no_pass()
    {
        List<string> findings = [];

        PartProcess.Judge(
            "X.Tests", XDocument.Parse("<testsuites><testcase name='a'><skipped /></testcase></testsuites>"), 0, [], findings);

        Assert.Equal(["X.Tests: no test ran"], findings);
    }

    private Proof New() => new(_folder.Path, _folder.Path);

    private string? Stale() => New().Stale(New().Part("count"));

    private Task<int> RunAsync() => ProofRun.OneAsync(New(), "count", TextWriter.Null);

    private void Git(params string[] arguments) => Command.Run(_folder.Path, "git", arguments).Required("git");
}
