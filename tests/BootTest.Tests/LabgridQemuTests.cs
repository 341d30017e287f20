using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>Cases by way of labgrid's QEMUDriver: labs/labgrid-console with the environment labs/labgrid-qemu.yaml.</summary>
[Trait("Area", "The boot-test runner")]
[Trait("Run", "slow")]
public sealed class LabgridQemuTests : IDisposable
{
    private static readonly string s_labs = Repository.PathOf("qemu", "boottest", "labs");

    private readonly TemporaryFolder _folder = new();

    public LabgridQemuTests() => LabPackage.RequireLabgrid();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// With a whole report of out/Image, which make image has built. QEMU is labgrid's: it has no model of caches, and nothing reads
    /// its memory.
    /// </summary>
    [Fact]
    public async Task A_row_of_the_matrix_passes()
    {
        TestCase row = CaseFile.Load(Repository.PathOf("qemu", "cases", "virt.json")).Single(row => row.Name == "virt max EL1");

        CaseResult result = await RunAsync(row with { Attest = false, Boot = row.Boot with { Coherence = null } });

        Assert.Empty(result.Findings);
        Assert.Equal(Outcome.Passed, result.Outcome);
        Assert.NotEmpty(result.Log!.Report.Entries);
    }

    [Theory]
    [InlineData("hello\\nall tests passed\\n", null)]
    [InlineData("hello\\n1 test failed\\n", "verdict FAIL by '1 test failed', expected PASS")]
    [InlineData("hello\\n", "hang: no verdict within 4 s")]
    public async Task Another_image_is_judged_as_everywhere(string text, string? finding)
    {
        using ForeignImage image = new(text, "spin");

        CaseResult result = await RunAsync(new TestCase
        {
            Name = "foreign",
            Source = "foreign.json",
            Boot = new BootCase
            {
                Image = image.Path,
                TimeLimit = TimeSpan.FromSeconds(finding?.StartsWith("hang", StringComparison.Ordinal) == true ? 4 : 20)
            },
            Verdict = new VerdictRule
            {
                Expected = VerdictRule.Pass.Expected,
                PassPattern = LinePattern.Literal("all tests passed"),
                FailPattern = LinePattern.Literal("test failed"),
            },
            Expect = [LinePattern.Literal("hello")],
        });

        // more where the host is slow to start labgrid
        Assert.StartsWith(finding ?? "", string.Join('\n', result.Findings), StringComparison.Ordinal);
        Assert.Equal(finding is null ? Outcome.Passed : Outcome.Failed, result.Outcome);
    }

    /// <summary>Runs a case, of which neither a QEMU nor a file must be left.</summary>
    private async Task<CaseResult> RunAsync(TestCase test)
    {
        string target =
            $"command:env TMPDIR={_folder.Path} {Path.Combine(s_labs, "labgrid-console")} {Path.Combine(s_labs, "labgrid-qemu.yaml")}";
        CaseResult result = await new CaseRunner(Target.Parse(target, null, null)!).RunAsync(test, TestContext.Current.CancellationToken);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.False(RunningQemu.Has(_folder.Path));
        return result;
    }
}
