using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.AltTool.Elf;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// tests/silicon: a process that patches its own text, mapped twice, with real DC and IC instructions. On an arm64 host it runs on
/// the CPU; on others qemu-aarch64 keeps it alive, which shows a missing IC IVAU and no other step.
/// </summary>
[Trait("Area", "Caches and TLBs")]
public sealed partial class SiliconTests : IAsyncLifetime
{
    private const string Host = "host";
    private const uint Nop = 0xd503_201f;
    private const uint IcIvau = 0xd50b_7520;
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly bool s_isArm64 = RuntimeInformation.OSArchitecture == Architecture.Arm64;
    private static readonly string s_program = Repository.PathOf("out", "silicon", "silicon");
    private static readonly Lazy<Task> s_build = new(() => GuestBuild.RunAsync("tests/silicon/Silicon.csproj"));

    /// <summary>The CPU of this host, or models of QEMU.</summary>
    public static IEnumerable<TheoryDataRow<string>> Cpus => s_isArm64
        ? [new(Host)]
        : Sample.Rows(["cortex-a53", "cortex-a72", "neoverse-n1", "neoverse-v1", "a64fx", "max"], cpu => cpu is "cortex-a53" or "max");

    public ValueTask InitializeAsync() => new(s_build.Value);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [Proof("silicon", IsSampled = true)]
    [MemberData(nameof(Cpus))]
    public async Task What_is_executed_is_what_was_written(string cpu)
    {
        CommandResult result = await RunAsync(s_program, cpu);

        Assert.True(result.Succeeded, result.Text);
        Dictionary<string, ulong> said =
            Lines().Matches(result.Text).ToDictionary(match => match.Groups[1].Value, match => Number(match.Groups[2].Value));
        Assert.NotEqual(said["text is executed at "], said["text is written at "]);
        Assert.InRange(said["entries patched by what every CPU has: "], 1ul, said["entries patched by what this CPU has: "]);
        Assert.True(said["words changed: "] > 0, result.Text);
        Assert.Equal(200ul, said["times patched and undone: "]);
        Assert.EndsWith("PASS\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Different_CPUs_are_patched_differently()
    {
        Assert.SkipWhen(s_isArm64, "a host has one CPU: qemu-aarch64, on other hosts, has several");

        string[] old = (await RunAsync(s_program, "cortex-a53")).Text.Split('\n');
        string[] modern = (await RunAsync(s_program, "max")).Text.Split('\n');

        Assert.NotEqual(old.Single(IsPatchedByWhatItHas), modern.Single(IsPatchedByWhatItHas));

        static bool IsPatchedByWhatItHas(string line) => line.Contains("by what this CPU has", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_invalidation_old_instructions_are_executed_and_that_fails()
    {
        Assert.SkipWhen(s_isArm64,
            "this host's CPU may need no invalidation (CTR_EL0.DIC), or have dropped the line by itself: "
                + "qemu-aarch64 keeps what it has translated");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("silicon-");
        try
        {
            string program = Path.Combine(folder.FullName, "silicon");
            byte[] bytes = File.ReadAllBytes(s_program);
            ElfFile elf = ElfFile.Parse(s_program, bytes);
            ElfSection text = elf.FindSection(".text")!;
            int place = (int)(elf.RequireSymbol("bm_ic_ivau") - text.Address + text.FileOffset);
            Assert.Equal(IcIvau, BitConverter.ToUInt32(bytes, place));
            BitConverter.GetBytes(Nop).CopyTo(bytes, place);
            File.WriteAllBytes(program, bytes);
            File.SetUnixFileMode(program, Executable);

            CommandResult result = await RunAsync(program, "cortex-a72");

            Assert.Equal(1, result.ExitCode);
            Assert.Contains("silicon: what was executed wasn't what was written, in round 0x", result.Text, StringComparison.Ordinal);
            Assert.EndsWith("FAIL patching\n", result.Text, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<CommandResult> RunAsync(string program, string cpu) => cpu == Host
        ? Command.RunAsync(Repository.Root, program, [])
        : Command.RunAsync(Repository.Root, "qemu-aarch64", ["-cpu", cpu, program]);

    private static ulong Number(string text) => Convert.ToUInt64(text, text.StartsWith("0x", StringComparison.Ordinal) ? 16 : 10);

    [GeneratedRegex("^silicon: (.*?)(0x[0-9a-f]+|[0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
