using System;
using System.Globalization;
using System.IO;
using System.Linq;
using BareMetal.AltTool;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Replay;
using BareMetal.BootTest;
using BareMetal.Patcher;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>`alt replay`: what a boot decides, from the lines of another.</summary>
[Trait("Area", "Capabilities")]
public sealed class ReplayTests : IDisposable
{
    private static readonly string[] s_captured =
        File.ReadAllLines(Repository.PathOf("tests", "Patcher.Tests", "data", "captured-cores.txt"));

    private readonly string _folder = Directory.CreateTempSubdirectory("replay-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_core_of_a_log_is_read_in_order()
    {
        ReportedBoot boot =
            ReportedBoot.Of(ReportedLog.Parse("log", $"[  0.1] first\n{Line("cortex-a53")}\r\n@alt {{}}\n{Line("raspberry-pi-4", 3)}\n"));

        Assert.Equal([0, 3], boot.Cores.Select(core => core.Cpu));
        Assert.Equal([0x410fd034ul, 0x410fd083], boot.Cores.Select(core => core.Hardware.Get(IdRegister.MidrEl1)));
        Assert.Equal(0x8444c004ul, boot.Cores[1].Hardware.Get(IdRegister.CtrEl0));
        Assert.Equal((4, "", null), (boot.CoreCount, boot.BootArguments, boot.Effective));
    }

    [Theory]
    [InlineData("@idregs {\"cpu\":0")]
    [InlineData("@idregs {\"cpu\":0}")]
    [InlineData("@idregs []")]
    [InlineData("@idregs {\"cpu\":\"0\"}")]
    public void A_damaged_line_is_named_by_its_number(string line)
    {
        InputException refused = Assert.Throws<InputException>(() => ReportedBoot.Of(ReportedLog.Parse("log", $"first\n{line}\n")));

        Assert.Equal("log(2)", refused.File);
    }

    [Trait("Rule", "a replay is numbered, with the log's arguments, and held against its result")]
    [Theory]
    [InlineData("0 0", "log(2)", "CPU 0 stands after CPU 0")]
    [InlineData("0 2 1", "log(3)", "CPU 1 stands after CPU 2")]
    [InlineData("1 2", "log(1)", "CPU 1 stands first")]
    public void Cores_out_of_order_are_refused(string numbers, string place, string message)
    {
        string log =
            string.Join('\n', numbers.Split(' ').Select(number => Line("cortex-a53", int.Parse(number, CultureInfo.InvariantCulture))));

        InputException refused = Assert.Throws<InputException>(() => ReportedBoot.Of(ReportedLog.Parse("log", log)));

        Assert.Equal(place, refused.File);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_inputs_are_named_by_their_line()
    {
        InputException refused =
            Assert.Throws<InputException>(() => ReportedBoot.Of(ReportedLog.Parse("log", $"{Line("cortex-a53")}\n@inputs {{}}\n")));

        Assert.Equal("log(2)", refused.File);
    }

    [Fact]
    public void A_log_without_registers_is_refused() =>
        Assert.Contains("no @idregs line",
            Assert.Throws<InputException>(() => ReportedBoot.Of(ReportedLog.Parse("log", "PASS\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_core_alone_has_what_it_has()
    {
        (int code, string[] lines) = Replay(["raspberry-pi-4"]);

        Assert.Equal(0, code);
        Assert.Equal(
            [
                "CPU 0: MIDR 0x410fd083, REVIDR 0x0",
                "  affected by ARM erratum 1319367, not relevant here",
                "  affected by ARM erratum 859971, not relevant here",
                "  affected by ARM erratum 1742098, not relevant here",
                "ALWAYS_BOOT                      boot CPU",
                "ALWAYS_SYSTEM                    all CPUs",
                "HAS_CRC32                        all CPUs  CRC32 instructions",
                "HAS_FPSIMD                       all CPUs",
                "SPECTRE_BHB                      any CPU   Spectre-BHB, 8 iterations",
            ],
            lines);
    }

    [Fact]
    public void Boot_arguments_count()
    {
        (int _, string[] lines) = Replay(["raspberry-pi-4"], "--append", "id_aa64isar0.crc32=0 id_aa64isar0.rndr=1");

        Assert.DoesNotContain(lines, line => line.StartsWith("HAS_CRC32", StringComparison.Ordinal));
        Assert.Contains("id_aa64isar0_el1   0x0000000000010000 counts as 0x0000000000000000", lines);
        Assert.StartsWith("boot argument ignored: id_aa64isar0.rndr=1: OverrideRefused: ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Unlike_cores_are_reported_and_share_what_both_have()
    {
        (int code, string[] lines) = Replay(["cortex-a72", "cortex-a55"]);

        Assert.Equal(1, code);
        Assert.Contains("SANITY CHECK: ctr_el0 of CPU 1 is 0x0000000094448004, of the boot CPU 0x000000008444c004", lines);
        Assert.Contains(lines, line => line.StartsWith("HAS_CRC32", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("HAS_LSE_ATOMICS", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cortex-a76", "late CPU 1: MIDR 0x410fd083, REVIDR 0x0: is refused", "  conflict: HAS_LSE_ATOMICS: this CPU lacks it")]
    [InlineData("cortex-a76", "late CPU 1: MIDR 0x410fd083, REVIDR 0x0: is refused",
        "  conflict: ctr_el0: it has 0x000000008444c004, what is decided takes 0x000000009444c004")]
    [InlineData("cortex-a53", "late CPU 1: MIDR 0x410fd083, REVIDR 0x0: is refused",
        "  conflict: SPECTRE_BHB: it needs 8 iterations, what is decided has 0")]
    [InlineData("cortex-a57", "late CPU 1: MIDR 0x410fd083, REVIDR 0x0: may join", null)]
    public void A_late_core_joins_or_is_refused_by_name(string system, string outcome, string? conflict)
    {
        (int code, string[] lines) = Replay([system], "--late", Log(["cortex-a72"]));

        Assert.Contains(outcome, lines);
        Assert.Equal(conflict is null ? 0 : 1, code);
        Assert.True(conflict is null || lines.Contains(conflict), string.Join('\n', lines));
    }

    [Fact]
    public void An_override_of_one_core_counts_for_that()
    {
        (int code, string[] lines) =
            Replay(["cortex-a76", "cortex-a76", "cortex-a76"], "--append", "cpu2.id_aa64isar0.atomic=0 cpu3.arm64.nobti");

        Assert.Equal(1, code);
        Assert.Contains("SANITY CHECK: id_aa64isar0_el1 of CPU 2 is 0x0000100010011120, of the boot CPU 0x0000100010211120", lines);
        Assert.Contains("id_aa64isar0_el1   0x0000100010211120 counts as 0x0000100010011120", lines);
        Assert.StartsWith("boot argument ignored: cpu3.arm64.nobti: UnknownCpu: ", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.StartsWith("HAS_LSE_ATOMICS", StringComparison.Ordinal));
    }

    [Fact]
    public void A_core_that_the_boot_pass_shuts_out_is_left_out()
    {
        (int code, string[] lines) = Replay(["neoverse-v1", "cortex-a53", "neoverse-v1"]);

        Assert.Equal(1, code);
        Assert.Contains("CPU 1 is left out", lines);
        Assert.Contains("  conflict: HAS_ADDRESS_AUTH: this CPU lacks it", lines);
        Assert.Contains(lines, line => line.StartsWith("HAS_LSE_ATOMICS", StringComparison.Ordinal));
    }

    /// <summary>@inputs: arguments of the boot, how many cores it had, and what it made of them.</summary>
    [Trait("Rule", "a replay is numbered, with the log's arguments, and held against its result")]
    [Theory]
    [InlineData("{}", "", null)]
    [InlineData("{}", "cpu1.id_aa64isar0.crc32=0 -- id_aa64isar0.sha1=0",
        "id_aa64isar0_el1 counted as 0x0000000000011120 in that boot, here as 0x0000000000001120")]
    [InlineData("{\"id_aa64isar0_el1\":\"0x0000000000001120\"}", "cpu1.id_aa64isar0.crc32=0", null)]
    [InlineData("{}", "cpu7.id_aa64isar0.crc32=0", null)]
    [InlineData("{}", "cpu8.id_aa64isar0.crc32=0", "boot argument ignored: cpu8.id_aa64isar0.crc32=0: UnknownCpu: ")]
    public void A_log_is_replayed_with_its_own_arguments_and_held_against_what_it_says(string effective, string arguments, string? finding)
    {
        string path = Log(["cortex-a53", "cortex-a53"]);
        const string Machine =
            "\"conduit\":\"hvc\",\"cntfrq\":62500000,\"el\":1,\"load\":\"0x40200000\",\"voffset\":\"0xffff80003fe00000\"";
        File.AppendAllText(path, $"@inputs {{\"cpus\":8,\"effective\":{effective},{Machine},\"bootargs\":\"{arguments}\"}}\n");

        string[] lines = Run(path).Lines;

        string[] findings =
            [.. lines.Where(
                line => line.Contains("counted as", StringComparison.Ordinal) || line.Contains("ignored", StringComparison.Ordinal))];
        Assert.Equal(finding is null ? 0 : 1, findings.Length);
        Assert.All(findings, line => Assert.StartsWith(finding!, line, StringComparison.Ordinal));
    }

    private static string Line(string core, int cpu = 0) =>
        s_captured.Single(line => line.StartsWith($"{core} @idregs ", StringComparison.Ordinal))[(core.Length + 1)..]
            .Replace("\"cpu\":0", $"\"cpu\":{cpu}", StringComparison.Ordinal);

    private string Log(string[] cores)
    {
        string path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllLines(path, cores.Select(Line));
        return path;
    }

    private (int Code, string[] Lines) Replay(string[] cores, params string[] options) => Run(Log(cores), options);

    private (int Code, string[] Lines) Run(string log, params string[] options)
    {
        CommandResult result =
            Command.Run(_folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "alt.dll"), "replay", log, .. options]);
        return (result.ExitCode, result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
