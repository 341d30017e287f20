using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Fuzz.Tests;

/// <summary>The fuzzer must be able to fail: each of these methods, broken, is found by its target.</summary>
[Trait("Area", "Fuzzing")]
public sealed class PlantedBugTests
{
    // Nearly all are found in the first second; the machine may be busy.
    private const int Seconds = 60;
    private const int HangSeconds = 5;

    // The first of each target is the sample.
    public static IEnumerable<TheoryDataRow<string, string, string, string>> Bugs =>
    [
        new("table", "Patcher", "AltRegion.Holds", "returns 1"),
        InProof("table", "Patcher", "TextMark.Has", "returns 0"),
        InProof("table", "Patcher", "AltWord.get_IsChanged", "returns 1"),
        InProof("table", "Patcher", "TextCheck.CheckOld", "returns 1"),
        InProof("table", "Patcher", "TextCommit.ReadBack", "returns 1"),
        InProof("table", "Patcher", "TextCommit.WriteOld", "does nothing"),
        InProof("table", "Patcher", "LineSet.Add", "returns 0"),
        InProof("table", "Patcher", "BranchTarget.Check", "does nothing"),
        InProof("table", "Patcher", "EntryChains.RemoveSitesOfSeveral", "does nothing"),
        InProof("table", "Patcher", "AltDecision.PassOfSite", "returns 1"),
        InProof("table", "Patcher", "CFormCallback.CheckGuards", "does nothing"),
        InProof("table", "Patcher", "AltArena..ctor", "12 for 16"),
        new("arguments", "Patcher", "EntryRanges.TryTakeRange", "returns 1"),
        new("replacement", "Patcher", "PcRelative.HasFixedBits", "returns 1"),
        InProof("replacement", "Patcher", "PlainInstruction.Is", "returns 1"),
        InProof("replacement", "Patcher", "Relocation.StaysInside", "returns 0"),
        new("dtb", "Machine", "DeviceTreeToken.Align", "returns argument 0"),
        InProof("dtb", "Machine", "DeviceTreeToken.TextLength", "returns 0"),
        InProof("dtb", "Machine", "DeviceTree.CheckStructure", "65 for 64"),
        InProof("dtb", "Machine", "DeviceTreeNode.TryGetRange", "1 for 2"),
        InProof("dtb", "Machine", "DeviceTree.CheckStructure", "returns 0"),
        InProof("dtb", "Machine", "MemoryRange.Overlaps", "returns 0"),
        InProof("arguments", "Patcher", "IdField.MayOverride", "returns 1"),
        InProof("arguments", "Patcher", "EntryRanges.Check", "returns 0"),
        InProof("arguments", "Patcher", "BootArguments.IsSpace", "returns 0"),
        InProof("arguments", "Machine", "InputsReport.WriteEscaped", "does nothing"),
        new("registers", "Patcher", "CpuCapTerm.Holds", "returns 1"),
        InProof("registers", "Patcher", "CpuCore.HideDic", "does nothing"),
        InProof("registers", "Patcher", "IdField.get_IsSigned", "returns 0"),
        InProof("registers", "Patcher", "SanitisedRegisters.Merge", "does nothing"),
        new("serial", "Serial", "SerialReport.Check", "does nothing"),
        InProof("serial", "BootTest", "GuestTestReport.Require", "does nothing"),
        InProof("serial", "Serial", "SerialText.Clean", "returns argument 0"),
        InProof("serial", "BootTest", "VerdictRule.Accepts", "returns 1"),
    ];

    [Theory]
    [Proof("fuzz", IsSampled = true)]
    [MemberData(nameof(Bugs))]
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

    private static TheoryDataRow<string, string, string, string> InProof(string target, string project, string method, string body) =>
        Sample.NotIn(new TheoryDataRow<string, string, string, string>(target, project, method, body));
}
