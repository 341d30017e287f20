using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace BareMetal.Fuzz.Tests;

/// <summary>The fuzzer must be able to fail: each of these methods, broken, is found by its target.</summary>
[Trait("Area", "Fuzzing")]
public sealed class PlantedBugTests
{
    // Nearly all are found in the first second; the machine may be busy.
    private const int Seconds = 60;
    private const int HangSeconds = 5;

    [Theory]
    [InlineData("table", "Patcher", "AltRegion.Holds", "returns 1")]
    [InlineData("table", "Patcher", "TextMark.Has", "returns 0")]
    [InlineData("table", "Patcher", "AltWord.get_IsChanged", "returns 1")]
    [InlineData("table", "Patcher", "TextCommit.CheckOld", "returns 1")]
    [InlineData("table", "Patcher", "TextCommit.ReadBack", "returns 1")]
    [InlineData("table", "Patcher", "TextCommit.WriteOld", "does nothing")]
    [InlineData("table", "Patcher", "LineSet.Add", "returns 0")]
    [InlineData("table", "Patcher", "BranchTarget.Check", "does nothing")]
    [InlineData("table", "Patcher", "EntryChains.RemoveSitesOfSeveral", "does nothing")]
    [InlineData("table", "Patcher", "AltDecision.PassOfSite", "returns 1")]
    [InlineData("table", "Patcher", "CFormCallback.CheckGuards", "does nothing")]
    [InlineData("table", "Patcher", "AltArena..ctor", "12 for 16")]
    [InlineData("arguments", "Patcher", "EntryRanges.TryTakeRange", "returns 1")]
    [InlineData("replacement", "Patcher", "PcRelative.HasFixedBits", "returns 1")]
    [InlineData("replacement", "Patcher", "PlainInstruction.Is", "returns 1")]
    [InlineData("replacement", "Patcher", "Relocation.StaysInside", "returns 0")]
    [InlineData("dtb", "Machine", "DeviceTreeToken.Align", "returns argument 0")]
    [InlineData("dtb", "Machine", "DeviceTreeToken.TextLength", "returns 0")]
    [InlineData("dtb", "Machine", "DeviceTree.CheckStructure", "65 for 64")]
    [InlineData("dtb", "Machine", "DeviceTreeNode.TryGetRange", "1 for 2")]
    [InlineData("dtb", "Machine", "DeviceTree.CheckStructure", "returns 0")]
    [InlineData("dtb", "Machine", "MemoryRange.Overlaps", "returns 0")]
    [InlineData("arguments", "Patcher", "IdField.MayOverride", "returns 1")]
    [InlineData("arguments", "Patcher", "EntryRanges.Check", "returns 0")]
    [InlineData("arguments", "Patcher", "BootArguments.IsSpace", "returns 0")]
    [InlineData("arguments", "Machine", "InputsReport.WriteEscaped", "does nothing")]
    [InlineData("registers", "Patcher", "CpuCapTerm.Holds", "returns 1")]
    [InlineData("registers", "Patcher", "CpuCore.HideDic", "does nothing")]
    [InlineData("registers", "Patcher", "IdField.get_IsSigned", "returns 0")]
    [InlineData("registers", "Patcher", "SanitisedRegisters.Merge", "does nothing")]
    [InlineData("serial", "BootTest", "AltReport.Check", "does nothing")]
    [InlineData("serial", "BootTest", "GuestTestReport.Require", "does nothing")]
    [InlineData("serial", "BootTest", "BootLog.Clean", "returns argument 0")]
    [InlineData("serial", "BootTest", "VerdictRule.Accepts", "returns 1")]
    public async Task A_broken_method_is_found(string target, string project, string method, string body)
    {
        using PlantedBug planted = new(project, method, body);
        string found = Path.Combine(planted.Folder, "found");

        (int exitCode, string output) = await FuzzProgram.RunAsync(
            planted.Folder, ["run", "--target", target, "--seconds", $"{Seconds}", "--hang", $"{HangSeconds}", "--found", found]);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', output.Split('\n')[..2]));
        Assert.True(exitCode == 1, output);
        Assert.Contains("1 violation", output, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidProgram", output, StringComparison.Ordinal);
        string input = Assert.Single(Directory.GetFiles(Path.Combine(found, target)));
        if (!output.Contains("hang: ", StringComparison.Ordinal))
        {
            (int replayed, string said) = await FuzzProgram.RunAsync(planted.Folder, ["replay", input]);
            Assert.True(replayed != 0, said);
        }
    }
}
