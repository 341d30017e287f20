using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool;
using BareMetal.AltTool.Replay;
using BareMetal.BootTest;
using BareMetal.Patcher;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>`alt replay`: what a boot decides, from the lines of another.</summary>
public sealed class ReplayTests : IDisposable
{
    private static readonly string[] s_captured = File.ReadAllLines(Repository.PathOf("tests", "Patcher.Tests", "data", "captured-cores.txt"));

    private readonly string _folder = Directory.CreateTempSubdirectory("replay-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_core_of_a_log_is_read_in_order()
    {
        List<IdRegisters> cores = ReportedCores.Parse("log", $"[  0.1] first\n{Line("cortex-a53")}\r\n@alt {{}}\n{Line("raspberry-pi-4")}\n");

        Assert.Equal([0x410fd034ul, 0x410fd083], cores.Select(core => core.Get(IdRegister.MidrEl1)));
        Assert.Equal(0x8444c004ul, cores[1].Get(IdRegister.CtrEl0));
    }

    [Theory]
    [InlineData("@idregs {\"cpu\":0")]
    [InlineData("@idregs {\"cpu\":0}")]
    [InlineData("@idregs []")]
    public void A_damaged_line_is_named_by_its_number(string line)
    {
        InputException refused = Assert.Throws<InputException>(() => ReportedCores.Parse("log", $"first\n{line}\n"));

        Assert.Equal("log(2)", refused.File);
    }

    [Fact]
    public void A_log_without_registers_is_refused() =>
        Assert.Contains("no @idregs line", Assert.Throws<InputException>(() => ReportedCores.Parse("log", "PASS\n")).Message, StringComparison.Ordinal);

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
                "SPECTRE_BHB                      any CPU   Spectre-BHB",
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
    [InlineData("cortex-a76", "late CPU: MIDR 0x410fd083, REVIDR 0x0: is refused", "  conflict: HAS_LSE_ATOMICS: the late CPU lacks it")]
    [InlineData("cortex-a53", "late CPU: MIDR 0x410fd083, REVIDR 0x0: is refused", "  conflict: SPECTRE_BHB: only the late CPU has it")]
    [InlineData("cortex-a57", "late CPU: MIDR 0x410fd083, REVIDR 0x0: may join", null)]
    public void A_late_core_joins_or_is_refused_by_name(string system, string outcome, string? conflict)
    {
        (int code, string[] lines) = Replay([system], "--late", Log(["cortex-a72"]));

        Assert.Contains(outcome, lines);
        Assert.Equal(conflict is null ? 0 : 1, code);
        Assert.True(conflict is null || lines.Contains(conflict), string.Join('\n', lines));
    }

    private static string Line(string core) => s_captured.Single(line => line.StartsWith($"{core} @idregs ", StringComparison.Ordinal))[(core.Length + 1)..];

    private string Log(string[] cores)
    {
        string path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllLines(path, cores.Select(Line));
        return path;
    }

    private (int Code, string[] Lines) Replay(string[] cores, params string[] options)
    {
        CommandResult result = Command.Run(_folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "alt.dll"), "replay", Log(cores), .. options]);
        return (result.ExitCode, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
