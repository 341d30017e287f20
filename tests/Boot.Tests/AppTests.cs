using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The user's own program: <c>make new</c>, <c>make run APP=</c>, and what programs have of .NET.</summary>
[Trait("Area", "Programs")]
public sealed class AppTests(Programs programs)
{
    [Fact]
    public async Task A_new_program_builds_and_boots()
    {
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "test-hello");

        CommandResult result = await app.MakeAsync("run");

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains("\nHello from bare metal\r\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("guest code 0: PASS", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", result.Text, StringComparison.Ordinal);
        Assert.Contains("\nThis CPU has CRC32 instructions\r\n", result.Text, StringComparison.Ordinal);
        Assert.Equal(["Program.cs", "Tests.cs", "test-hello.csproj"], Names(app.Path));

        CommandResult test = await app.MakeAsync("test");
        Assert.True(test.Succeeded, test.Text);
        Assert.Contains("\nPASS          Tests.The_check_value_of_CRC_32_is_right ", test.Text, StringComparison.Ordinal);
        Assert.Contains("\n1 passed, 0 failed, 0 skipped\n", test.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", test.Text, StringComparison.Ordinal);
    }

    /// <summary>As the comment in the project says; what the product's sources don't know doesn't make warnings in them.</summary>
    [Fact]
    public async Task Properties_of_CSharp_may_be_set_behind_the_import()
    {
        const string Program = """
            #if EXTRA
            using System;
            internal static class Program
            {
                public static int Main()
                {
                    int unused = 3;
                    string? text = null;
                    Console.WriteLine("extra");
                    return text.Length;
                }
            }
            #endif
            """;
        const string Properties =
            "<PropertyGroup><Nullable>enable</Nullable><DefineConstants>$(DefineConstants);EXTRA</DefineConstants>"
            + "<NoWarn>$(NoWarn);CS0219</NoWarn></PropertyGroup>";
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "test-properties", Program);
        string project = Path.Combine(app.Path, "test-properties.csproj");
        const string Import = "App.targets\" />";
        File.WriteAllText(project, File.ReadAllText(project).Replace(Import, Import + Properties, StringComparison.Ordinal));

        CommandResult result = await app.MakeAsync("image");

        Assert.True(result.Succeeded, result.Text);
        string warning = Assert.Single(result.Text.Split('\n'), line => line.Contains("warning", StringComparison.Ordinal));
        Assert.StartsWith($"{app.Path}/Program.cs(10,16): warning CS8602", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_file_that_is_gone_is_gone_from_the_Image()
    {
        const string Program = """
            using System.Runtime; using System.Runtime.CompilerServices;
            internal static class Program
            {
                public static int Main() => Leaf();
                [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("*", "program_leaf")]
                private static extern int Leaf();
            }
            """;
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "test-gone", Program);
        string leaf = Path.Combine(app.Path, "Leaf.S");
        File.WriteAllText(leaf,
            "\t.global program_leaf\n\t.type program_leaf, %function\n"
                + "program_leaf:\n\tmov w0, wzr\n\tret\n\t.size program_leaf, . - program_leaf\n");
        CommandResult with = await app.MakeAsync("image");

        File.Delete(leaf);
        CommandResult without = await app.MakeAsync("image");

        Assert.True(with.Succeeded, with.Text);
        Assert.False(without.Succeeded);
        Assert.Contains("program_leaf", without.Text, StringComparison.Ordinal);
    }

    [Trait("Rule", "what fails on another core fails its test by name")]
    [Theory]
    [InlineData("Console.Writeline(1);", "error CS0117", 7)]
    [InlineData("s_kept = new int[Stopwatch.GetTimestamp()];", "error BM0001", 7)]
    public async Task An_error_names_the_line_in_the_users_file(string statement, string error, int line)
    {
        string program = $$"""
            using System; using System.Diagnostics;
            using BareMetal.Patcher;
            internal static class Program
            {
                public static int[] s_kept;
                public static int Main(BootArguments arguments) {
                    {{statement}}
                    return 0;
                }
            }
            """;
        AppFolder app = await AppFolder.NewAsync(programs.Folder, $"test-{error[^6..]}", program);

        CommandResult result = await app.MakeAsync("image");

        Assert.False(result.Succeeded);
        Assert.Contains($"{app.Path}/Program.cs({line}", result.Text, StringComparison.Ordinal);
        Assert.Contains(error, result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "@/nowhere", "APP=@/nowhere: no such folder; make new APP=@/nowhere writes one")]
    [InlineData("debug", "@/empty", "APP=@/empty has no .csproj file")]
    [InlineData("run", "@/two", "APP=@/two has 2 .csproj files: leave one")]
    [InlineData("run", "@/my program", "letters, digits and . _ + - / are what the path of a program may have")]
    [InlineData("new", "@/it's", "letters, digits and . _ + - / are what the path of a program may have")]
    [InlineData("new", "@/two", "APP=@/two isn't empty")]
    [InlineData("new", "Makefile", "APP=Makefile is no folder")]
    [InlineData("new", "", "APP= is missing")]
    [InlineData("test", "@/two", "APP=@/two has 2 .csproj files: leave one")]
    [InlineData("bench", "@/two", "APP= is for make image, new, run, show, debug, test, sdcard, esp, netboot and push")]
    public async Task A_folder_that_can_not_be_taken_is_refused(string target, string app, string message)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("empty"));
        string two = Directory.CreateDirectory(folder.PathOf("two")).FullName;
        File.WriteAllText(Path.Combine(two, "a.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(two, "b.csproj"), "<Project />");

        CommandResult result = await Command.RunAsync(
            Repository.Root, "make", ["--no-print-directory", target, $"APP={app.Replace("@", folder.Path, StringComparison.Ordinal)}"]);

        Assert.False(result.Succeeded);
        Assert.Contains(message.Replace("@", folder.Path, StringComparison.Ordinal), result.Text, StringComparison.Ordinal);
        Assert.Equal(["a.csproj", "b.csproj"], Names(two));
    }

    private static string[] Names(string folder)
    {
        string[] names = Array.ConvertAll(Directory.GetFileSystemEntries(folder), path => Path.GetFileName(path)!);
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
