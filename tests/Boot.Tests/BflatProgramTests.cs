using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary><c>make image APP= TOOLCHAIN=bflat</c>: programs, and what is said about those that can't be built.</summary>
[Trait("Area", "The build")]
public sealed class BflatProgramTests(Programs programs)
{
    [Fact]
    public async Task What_is_not_called_is_not_in_the_Image()
    {
        const string Program = """
            using BareMetal.Patcher;

            internal static class Program
            {
                public static int Main() => UsedOne() == 1 ? 0 : 1;

                [Fallback(nameof(UsedSlow)), AlternativeCall(nameof(UsedFast), CpuCap.HasLseAtomics)]
                private static extern int UsedOne();

                private static int UsedSlow() => 1;

                private static int UsedFast() => InnerOne;

                [Fallback(nameof(InnerSlow)), AlternativeCall(nameof(InnerFast), CpuCap.HasMops)]
                private static extern int InnerOne { get; }

                private static int InnerSlow => 1;

                private static int InnerFast { get => 1; }

                [Fallback(nameof(IdleSlow)), AlternativeCall(nameof(IdleFast), CpuCap.HasMops)]
                private static extern int IdleOne();

                private static int IdleSlow() => 2;

                private static int IdleFast() => 3;
            }
            """;
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "test-by-bflat", Program);

        CommandResult result = await MakeAsync(app);

        Assert.True(result.Succeeded, result.Text);
        ImageFile image = ImageFile.Load(Path.GetDirectoryName(app.Image)!);
        string[] names =
            [.. image.Elf.Symbols.Select(symbol => symbol.Name).Where(name => name.Contains("_Program_", StringComparison.Ordinal))];
        Assert.Contains("alt_Program_UsedOne", names);
        Assert.Contains("alt_Program_get_InnerOne", names);
        Assert.Contains("alt_Program_get_InnerSlow", names);
        Assert.DoesNotContain(names, name => name.Contains("Idle", StringComparison.Ordinal));
        BootLog log = await QemuRun.StartAsync(new BootCase { Image = image.Path, Cpu = "max" }, TestContext.Current.CancellationToken);
        BootAssert.Passed(log);
    }

    [Fact]
    public async Task An_error_names_the_line_of_the_source_and_not_of_its_copy()
    {
        const string Program = """
            internal static class Program
            {
                private static object s_last;

                public static int Main()
                {
                    s_last = new object();
                    return 0;
                }
            }
            """;
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "test-refused-by-bflat", Program);

        CommandResult result = await MakeAsync(app);

        Assert.False(result.Succeeded, "it builds");
        Assert.Contains($"{app.Path}/Program.cs(7,", result.Text, StringComparison.Ordinal);
        Assert.Contains("error BM0001: ", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("linked/sources", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_bflat_refuses_is_an_error_of_the_build()
    {
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "test-strange-to-bflat");
        string project = Path.Combine(app.Path, "test-strange-to-bflat.csproj");
        string[] lines = File.ReadAllLines(project);
        File.WriteAllLines(project,
            [.. lines[..^1], "<PropertyGroup><BflatOptions>$(BflatOptions) --no-such-option</BflatOptions></PropertyGroup>", lines[^1]]);

        CommandResult result = await MakeAsync(app);

        Assert.False(result.Succeeded, "it builds");
        Assert.Contains(
            "error BM0003: the compiler says: Unrecognized command or argument '--no-such-option'.", result.Text, StringComparison.Ordinal);
    }

    private static Task<CommandResult> MakeAsync(AppFolder app) => Command.RunAsync(
        Repository.Root, "make", ["--no-print-directory", "TOOLCHAIN=bflat", "image", $"APP={app.Path}"], Bflat.OnPath(Repository.Root));
}
