using System;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The user's own program: <c>make new</c>, <c>make run APP=</c>, and what programs have of .NET.</summary>
[Collection(nameof(Builds))]
public sealed partial class AppTests(Builds builds)
{
    private static Task<AppFolder>? s_app;

    private SourceTree Tree => builds.Tree;

    [Fact]
    public async Task A_new_program_builds_and_boots()
    {
        AppFolder app = await AppFolder.NewAsync(Tree, "hello");

        CommandResult result = await app.MakeAsync("run");

        Assert.True(result.Succeeded, result.Output);
        Assert.Contains("\nHello from bare metal\r\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("guest code 0: PASS", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", result.Output, StringComparison.Ordinal);
        Assert.Equal(["Program.cs", "hello.csproj"], Names(app.Path));
    }

    [Theory]
    [InlineData("virt", null, "all")]
    [InlineData("raspi4b", null, "0")] // PL011
    [InlineData("raspi4b", "rpi4/bcm2711-rpi-4-b.dtb", "1")] // mini UART
    public async Task What_is_typed_is_read(string machine, string? tree, string uart)
    {
        string dtb = tree is null ? "" : Repository.PathOf("out", "firmware", tree);
        Assert.SkipUnless(tree is null || File.Exists(dtb), $"no {tree}: qemu/media/firmware {tree}");
        AppFolder app = await AppAsync();

        CommandResult result = await app.TypeAsync("type", "abc", $"MACHINE={machine}", $"DTB={dtb}", $"UART={uart}", "APPEND=app=keys");

        Assert.True(result.Succeeded, result.Output);
        Assert.Contains("\nno key\ntype\nb\nread 97 98 99\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sleep_takes_as_long_as_the_counter_says()
    {
        BootLog log = await (await AppAsync()).BootAsync("sleep");

        BootAssert.Passed(log);
        Match line = Ticks().Match(log.Serial);
        BootAssert.True(line.Success, "no ticks", log);
        double seconds = double.Parse(line.Groups[1].ValueSpan, null) / double.Parse(line.Groups[2].ValueSpan, null);
        BootAssert.True(seconds is >= 0.2 and < 0.3, $"{seconds} s, expected 0.2", log);
    }

    [Fact]
    public async Task Text_is_UTF8_and_a_log_line_starts_a_line()
    {
        BootLog log = await (await AppAsync()).BootAsync("text");

        BootAssert.Passed(log);
        string expected = "\ngrüße, 5 €, \U0001d11e, \ufffd.\nß\n-9223372036854775808\n18446744073709551615\n-1\n4294967295\nFalse\nslice\nopen\n[";
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(expected)); // as the serial line is read
        BootAssert.True(log.Serial.Replace("\r", "", StringComparison.Ordinal).Contains(bytes, StringComparison.Ordinal), "other text", log);
    }

    [Fact]
    public async Task A_panic_names_the_callers_in_the_program()
    {
        BootLog log = await (await AppAsync()).BootAsync("panic");

        BootAssert.Failed(log, "FAIL fail-fast (11)");
        BootAssert.Logged(log, "panic: out of paper");
        BootAssert.Logged(log, "Program.Print+0x");
        BootAssert.Logged(log, "Program.Main+0x");
    }

    [Fact]
    public async Task A_program_that_does_not_return_0_fails()
    {
        BootAssert.Failed(await (await AppAsync()).BootAsync("failure"), "FAIL program (30)");
    }

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
        AppFolder app = await AppFolder.NewAsync(Tree, error[^6..], program);

        CommandResult result = await app.MakeAsync("image");

        Assert.False(result.Succeeded);
        Assert.Contains($"{app.Path}/Program.cs({line}", result.Output, StringComparison.Ordinal);
        Assert.Contains(error, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_and_a_debugger_take_the_program()
    {
        AppFolder app = await AppAsync();

        CommandResult card = await app.MakeAsync("sdcard");
        CommandResult debugger = await Command.RunAsync(Tree.Folder, Tree.PathOf("qemu", "debug"), ["--batch", $"IMAGE={app.Image}"]);

        Assert.True(card.Succeeded, card.Output);
        Assert.Equal(File.ReadAllBytes(app.Image), File.ReadAllBytes(Tree.PathOf("out", "sdcard-rpi4", "kernel8.img")));
        Assert.True(debugger.Succeeded, debugger.Output);
        Assert.Contains("halted at entry", debugger.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "../nowhere", "APP=../nowhere: no such folder; make new APP=../nowhere writes one")]
    [InlineData("debug", "../empty", "APP=../empty has no .csproj file")]
    [InlineData("run", "../two", "APP=../two has 2 .csproj files: leave one")]
    [InlineData("run", "../my program", "letters, digits and . _ + - / are what the path of a program may have")]
    [InlineData("new", "../it's", "letters, digits and . _ + - / are what the path of a program may have")]
    [InlineData("new", "../two", "APP=../two isn't empty")]
    [InlineData("new", "Makefile", "APP=Makefile is no folder")]
    [InlineData("new", "", "APP= is missing")]
    [InlineData("test", "../two", "APP= is for make image, new, run, show, debug, sdcard, esp, netboot and push")]
    public async Task A_folder_that_can_not_be_taken_is_refused(string target, string app, string message)
    {
        Directory.CreateDirectory(Tree.PathOf("..", "empty"));
        string two = Directory.CreateDirectory(Tree.PathOf("..", "two")).FullName;
        File.WriteAllText(Path.Combine(two, "a.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(two, "b.csproj"), "<Project />");

        CommandResult result = await Command.RunAsync(Tree.Folder, "make", ["--no-print-directory", target, $"APP={app}"]);

        Assert.False(result.Succeeded);
        Assert.Contains(message, result.Output, StringComparison.Ordinal);
        Assert.Equal(["a.csproj", "b.csproj"], Names(two));
    }

    [GeneratedRegex(@"^ticks (\d+) of (\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Ticks();

    private static string[] Names(string folder)
    {
        string[] names = Array.ConvertAll(Directory.GetFileSystemEntries(folder), path => Path.GetFileName(path)!);
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    // Built once for all tests: they run one after the other.
    private Task<AppFolder> AppAsync() => s_app ??= BuildAsync();

    private async Task<AppFolder> BuildAsync()
    {
        AppFolder app = await AppFolder.NewAsync(Tree, "program", File.ReadAllText(Repository.PathOf("tests", "app", "Program.cs")));
        CommandResult result = await app.MakeAsync("image");
        Assert.True(result.Succeeded, result.Output);
        return app;
    }
}
