using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary><c>make TOOLCHAIN=bflat</c>, with tests/bflat in bflat's place.</summary>
[Collection(nameof(Builds))]
[Trait("Area", "The build")]
public sealed class BflatTests(Builds builds)
{
    private static Task<ImageFile>? s_image;

    [Theory]
    [InlineData("cortex-a53")]
    [InlineData("max")]
    public async Task An_Image_boots_and_patches_itself_with_tail_calls_among_its_sites(string cpu)
    {
        ImageFile image = await ImageAsync();

        BootLog log = await QemuRun.StartAsync(
            new BootCase { Image = image.Path, Cpu = cpu, Append = "alt.report=json" }, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        BootAssert.Reported(log);
        EntryLine[] patched = [.. log.Report.Entries.Where(entry => entry.Action == EntryAction.Patched)];
        BootAssert.True(patched.Length > 0, "nothing is patched", log);
        if (cpu == "max")
        {
            bool hasTailCalls = patched.Any(entry => IsTailCall(entry.Old[0]) && IsTailCall(entry.New[0]));
            BootAssert.True(hasTailCalls, "no tail call is patched", log);
        }
    }

    /// <summary>The attributes in the sources make what the attributes in the assembly make.</summary>
    [Fact]
    public async Task The_object_is_that_of_the_assembly_byte_for_byte()
    {
        await ImageAsync();
        string work = builds.Tree.PathOf("out", "obj", "BareMetal", "image");
        string folder = Directory.CreateTempSubdirectory("object-").FullName;
        try
        {
            string[] compile =
            [
                builds.Tree.PathOf("out", "bin", "AltTool", "release", "alt.dll"), "compile", "--assembly", builds.Tree.PathOf("out", "obj", "BareMetal", "release", "BareMetal.dll"),
                "--source-root", $"{builds.Tree.Folder}/", "--entry", "program", "-o", Path.Combine(folder, "compiled.o"), "--sites", Path.Combine(folder, "alternatives.s"),
                "--log", Path.Combine(folder, "ilc.log"), "--ilc", builds.Tree.PathOf("tests", "bflat", "ilc"), "--options", "--verbose",
            ];
            CommandResult result = await Command.RunAsync(builds.Tree.Folder, "dotnet", compile);

            Assert.True(result.Succeeded, result.Text);
            foreach (string file in (string[])["alternatives.s", "compiled.o"])
            {
                Assert.True(Read(folder, file).SequenceEqual(Read(work, file)), $"{file} differs");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_nobody_calls_is_not_in_the_Image()
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
        AppFolder app = await AppFolder.NewAsync(builds.Tree, "by-bflat", Program);

        CommandResult result = await MakeAsync("image", $"APP={app.Argument}");

        Assert.True(result.Succeeded, result.Text);
        ImageFile image = ImageFile.Load(Path.GetDirectoryName(app.Image)!);
        string[] names = [.. image.Elf.Symbols.Select(symbol => symbol.Name).Where(name => name.Contains("_Program_", StringComparison.Ordinal))];
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
        AppFolder app = await AppFolder.NewAsync(builds.Tree, "refused-by-bflat", Program);

        CommandResult result = await MakeAsync("image", $"APP={app.Argument}");

        Assert.False(result.Succeeded, "it builds");
        Assert.Contains($"{app.Path}/Program.cs(7,", result.Text, StringComparison.Ordinal);
        Assert.Contains("error BM0001: ", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("linked/sources", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_bflat_refuses_is_an_error_of_the_build()
    {
        AppFolder app = await AppFolder.NewAsync(builds.Tree, "strange-to-bflat");
        string project = Path.Combine(app.Path, "strange-to-bflat.csproj");
        string[] lines = File.ReadAllLines(project);
        File.WriteAllLines(project, [.. lines[..^1], "<PropertyGroup><BflatOptions>$(BflatOptions) --no-such-option</BflatOptions></PropertyGroup>", lines[^1]]);

        CommandResult result = await MakeAsync("image", $"APP={app.Argument}");

        Assert.False(result.Succeeded, "it builds");
        Assert.Contains("error BM0003: the compiler says: Unrecognized command or argument '--no-such-option'.", result.Text, StringComparison.Ordinal);
    }

    private static ReadOnlySpan<byte> Read(string folder, string file) => File.ReadAllBytes(Path.Combine(folder, file));

    private static bool IsTailCall(uint word) => word >> 26 == 0b000101;

    private async Task<ImageFile> ImageAsync()
    {
        s_image ??= BuildAsync();
        return await s_image;
    }

    private async Task<ImageFile> BuildAsync()
    {
        CommandResult result = await MakeAsync("image");
        Assert.True(result.Succeeded, result.Text);
        return ImageFile.Load(builds.Tree.PathOf("out"));
    }

    private Task<CommandResult> MakeAsync(params string[] arguments) => Command.RunAsync(
        builds.Tree.Folder,
        "env",
        [$"PATH={builds.Tree.PathOf("tests", "bflat")}:{Environment.GetEnvironmentVariable("PATH")}", "make", "--no-print-directory", "TOOLCHAIN=bflat", .. arguments]);
}
