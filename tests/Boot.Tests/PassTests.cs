using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The order of a boot's two passes, and what may come in their place.</summary>
[Trait("Area", "Passes and transaction")]
public sealed class PassTests : IClassFixture<ImageFixture>
{
    private const string Before = "alternatives: every site computes the right result before patching";
    private const string BootPass = "alternatives: applying boot alternatives";
    private const string SystemPass = "alternatives: applying system-wide alternatives";
    private const string After = "alternatives: every site computes the right result after patching";

    [Trait("Linux", "boot and system pass, disjoint; ALWAYS_BOOT, ALWAYS_SYSTEM; one run each")]
    [Theory]
    [InlineData("cortex-a53")]
    [InlineData("max")]
    public async Task The_boot_pass_comes_before_the_system_pass(string cpu)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu));

        BootAssert.Passed(log);
        int[] places =
            [.. new[] { Before, BootPass, SystemPass, After }.Select(line => log.Serial.IndexOf(line, StringComparison.Ordinal))];
        BootAssert.True(places.All(place => place >= 0) && places.SequenceEqual(places.Order()), "the passes are out of order", log);
    }

    [Fact]
    public async Task A_dry_run_reports_the_words_of_a_real_one_and_writes_none()
    {
        ImageFile image = ImageFile.Built;
        BootLog real = await SharedBoots.LogAsync(SharedBoots.Json("max"));

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(SharedBoots.Json("max", arguments: "alt.dry-run"), image.ConstantBytes);

        BootAssert.Passed(memory.Log);
        BootAssert.Logged(memory.Log, "alternatives: dry run: ");
        BootAssert.None(image.Differences(image.Bytes, memory.Image), memory.Log);
        Assert.Equal(Entries(real, "patched"), Entries(memory.Log, "planned"));
        Assert.Empty(Entries(memory.Log, "patched"));
        BootAssert.Reported(memory.Log);
        Assert.Equal(0, memory.Log.Report.Summary!.Patched);
    }

    [Trait("Linux", "both arms of each site")]
    [Fact]
    public async Task The_self_test_leaves_what_was_linked()
    {
        ImageFile image = ImageFile.Built;

        MemoryAfterBoot memory =
            await MemoryAfterBoot.ReadAsync(SharedBoots.Json("max", arguments: "alt.selftest alt.dry-run"), image.ConstantBytes);

        BootAssert.Passed(memory.Log);
        Assert.Equal(
            2, memory.Log.Lines.Count(line => line.EndsWith(" words patched and undone: text is as linked", StringComparison.Ordinal)));
        BootAssert.None(image.Differences(image.Bytes, memory.Image), memory.Log);
    }

    [Theory]
    [InlineData("cortex-a53")]
    [InlineData("a64fx")]
    [InlineData("max")]
    public async Task After_a_self_test_the_boot_patches_as_without(string cpu)
    {
        BootLog plain = await SharedBoots.LogAsync(SharedBoots.Json(cpu));
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, arguments: "alt.selftest"));

        BootAssert.Passed(log);
        BootAssert.Logged(log, "alternatives: self test with this CPU's capabilities: ");
        BootAssert.Logged(log, "alternatives: self test with those of every CPU: ");
        Assert.Equal(Entries(plain, "patched"), Entries(log, "patched"));
    }

    // The @alt lines with that action, as if it were "patched".
    private static IEnumerable<string> Entries(BootLog log, string action)
    {
        string field = $"\"action\":\"{action}\"";
        return log.Lines
            .Where(line => line.StartsWith("@alt {", StringComparison.Ordinal) && line.Contains(field, StringComparison.Ordinal))
            .Select(line => line.Replace(field, "\"action\":\"patched\"", StringComparison.Ordinal));
    }
}
