using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary><c>make test APP=</c>: every outcome of tests/app/Tests.cs, on machines of several kinds.</summary>
[Trait("Area", "Programs")]
public sealed class AppTestRunTests(Programs programs)
{
    private const string OnCores = "cores: ";

    // What the JUnit file must say of each test of tests/app, @ for its file; nothing of one that passes. After "cores: " stands what it
    // must say where there are several.
    private static readonly Dictionary<string, string> s_messages = new(StringComparer.Ordinal)
    {
        ["Passes"] = "",
        ["Fails_with_a_number"] = @"failed: @\(\d+\): s_index is 3, expected 4",
        ["Fails_with_text"] = @"failed: @\(\d+\): ""blau"" is ""blau"", expected ""grün ""2""\s""",
        ["Fails_with_bytes"] = @"failed: @\(\d+\): ""abd""u8 has 0x64 at 2, expected 0x63",
        ["Fails_with_a_condition"] = @"failed: @\(\d+\): s_index < s_zero is false",
        ["Is_skipped"] = "skipped: not today",
        ["Index"] = "",
        ["Null"] = "",
        ["Recursion"] = "",
        ["Unmapped"] = "",
        ["Undefined"] = "",
        ["Fast"] = "",
        ["Faults_unexpectedly"] = @"failed: @\(\d+\): ended in DivideByZero, expected no fault",
        ["Does_not_fault"] = @"failed: @\(\d+\): ended in no fault, expected DivideByZero",
        ["Faults_otherwise"] = @"failed: @\(\d+\): ended in IndexOutOfRange, expected DivideByZero",
        ["Reads_back_a_pin"] = "skipped: no pins",
        ["Has_no_pin_of_this_number"] = "skipped: no pins",
        ["Runs_on_another_core"] = "cores: ",
        ["Fails_on_another_core"] = @"cores: failed: @\(\d+\): the boot ended in it: verdict FAIL fail-fast \(11\)",
        ["Faults_on_another_core"] = @"cores: failed: @\(\d+\): the boot ended in it: verdict FAIL divide-by-zero \(8\)",
        ["Hangs"] = @"failed: @\(\d+\): the boot ended in it: hang: no end within 3 s \(TIME_LIMIT\)",
        ["Passes_after_all"] = "",
    };

    public static IEnumerable<TheoryDataRow<string, string>> Machines =>
    [
        InProof("virt-cortex-a53-EL1", "CPU=cortex-a53"),
        InProof("virt-max-EL2", "EL=2 SMP=1"),
        new("virt-max-EL1-SMP=4", "SMP=4"),
        new("raspi4b-EL2", "MACHINE=raspi4b"),
        InProof("raspi3b-EL2", "MACHINE=raspi3b"),
    ];

    [Theory]
    [Proof("programs", IsSampled = true)]
    [MemberData(nameof(Machines))]
    public async Task Tests_run_on_the_machine_one_by_one(string results, string machine)
    {
        AppFolder app = await programs.TestedAsync();
        bool hasPins = machine.Contains("raspi", StringComparison.Ordinal);
        bool hasCores = hasPins || machine.Contains("SMP=4", StringComparison.Ordinal);

        CommandResult result = await app.MakeAsync("test", ["TIME_LIMIT=3", .. machine.Split(' ')]);

        Assert.False(result.Succeeded);
        int passed = 8 + (hasPins ? 2 : 0) + (hasCores ? 1 : 0);
        int failed = 8 + (hasCores ? 2 : 0);
        int skipped = 6 - (hasPins ? 2 : 0) - (hasCores ? 3 : 0);
        string sum = $"{passed} passed, {failed} failed, {skipped} skipped";
        Assert.Contains($"\n{sum}\n", result.Text, StringComparison.Ordinal);
        Dictionary<string, string> messages = XDocument.Load(app.TestResults(results)).Descendants("testcase")
            .ToDictionary(test => $"{test.Attribute("name")?.Value}", test => $"{test.Elements().First().Attribute("message")?.Value}",
                StringComparer.Ordinal);
        Assert.Equal(s_messages.Keys, messages.Keys.Select(name => name.Replace("Example.Tests.", "", StringComparison.Ordinal)));
        Assert.All(s_messages, expected =>
        {
            string actual = messages[$"Example.Tests.{expected.Key}"].Replace($"{app.Path}/Tests.cs", "@", StringComparison.Ordinal);
            string words =
                expected.Value.StartsWith(OnCores, StringComparison.Ordinal)
                    ? hasCores ? expected.Value[OnCores.Length..] : "skipped: one core"
                : expected.Value == "skipped: no pins" && hasPins ? "" : expected.Value;
            Assert.Matches($"^{words}$", actual);
        });
    }

    private static TheoryDataRow<string, string> InProof(string results, string machine) =>
        Sample.NotIn(new TheoryDataRow<string, string>(results, machine));
}
