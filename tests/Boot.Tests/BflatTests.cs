using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary><c>make TOOLCHAIN=bflat</c>, with tests/bflat in bflat's place, in a copy of the sources.</summary>
[Collection(nameof(Builds))]
[Trait("Area", "The build")]
[Proof("builds")]
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
                builds.Tree.PathOf("out", "bin", "AltTool", "release", "alt.dll"),
                    "compile", "--assembly", builds.Tree.PathOf("out", "obj", "BareMetal", "release", "BareMetal.dll"),
                "--source-root", $"{builds.Tree.Folder}/", "--entry", "program", "-o", Path.Combine(folder, "compiled.o"), "--sites",
                    Path.Combine(folder, "alternatives.s"),
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
        "make",
        ["--no-print-directory", "TOOLCHAIN=bflat", .. arguments],
        Bflat.OnPath(builds.Tree.Folder));
}
