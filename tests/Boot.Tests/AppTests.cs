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
[Collection(nameof(Builds))]
[Trait("Area", "Programs")]
public sealed partial class AppTests(Builds builds)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private const string OnCores = "cores: ";

    // What the JUnit file must say of each test of tests/app, @ for its file; nothing of one that passes. Behind "cores: " where there are several.
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

    private static Task<AppFolder>? s_app;

    private SourceTree Tree => builds.Tree;

    [Fact]
    public async Task A_new_program_builds_and_boots()
    {
        AppFolder app = await AppFolder.NewAsync(Tree, "hello");

        CommandResult result = await app.MakeAsync("run");

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains("\nHello from bare metal\r\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("guest code 0: PASS", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", result.Text, StringComparison.Ordinal);
        Assert.Contains("\nThis CPU has CRC32 instructions\r\n", result.Text, StringComparison.Ordinal);
        Assert.Equal(["Program.cs", "Tests.cs", "hello.csproj"], Names(app.Path));

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
            "<PropertyGroup><Nullable>enable</Nullable><DefineConstants>$(DefineConstants);EXTRA</DefineConstants><NoWarn>$(NoWarn);CS0219</NoWarn></PropertyGroup>";
        AppFolder app = await AppFolder.NewAsync(Tree, "properties", Program);
        string project = Path.Combine(app.Path, "properties.csproj");
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
        AppFolder app = await AppFolder.NewAsync(Tree, "gone", Program);
        string leaf = Path.Combine(app.Path, "Leaf.S");
        File.WriteAllText(leaf, "\t.global program_leaf\n\t.type program_leaf, %function\nprogram_leaf:\n\tmov w0, wzr\n\tret\n\t.size program_leaf, . - program_leaf\n");
        CommandResult with = await app.MakeAsync("image");

        File.Delete(leaf);
        CommandResult without = await app.MakeAsync("image");

        Assert.True(with.Succeeded, with.Text);
        Assert.False(without.Succeeded);
        Assert.Contains("program_leaf", without.Text, StringComparison.Ordinal);
    }

    [Trait("Rule", "what fails on another core fails its test by name")]
    [Theory]
    [InlineData("virt-cortex-a53-EL1", "CPU=cortex-a53")]
    [InlineData("virt-max-EL2", "EL=2 SMP=1")]
    [InlineData("virt-max-EL1-SMP=4", "SMP=4")]
    [InlineData("raspi4b-EL2", "MACHINE=raspi4b")]
    [InlineData("raspi3b-EL2", "MACHINE=raspi3b")]
    public async Task Tests_run_on_the_machine_one_by_one(string results, string machine)
    {
        AppFolder app = await AppAsync();
        bool hasPins = machine.Contains("raspi", StringComparison.Ordinal);
        bool hasCores = hasPins || machine.Contains("SMP=4", StringComparison.Ordinal);

        CommandResult result = await app.MakeAsync("test", ["TIME_LIMIT=3", .. machine.Split(' ')]);

        Assert.False(result.Succeeded);
        string sum = $"{8 + (hasPins ? 2 : 0) + (hasCores ? 1 : 0)} passed, {8 + (hasCores ? 2 : 0)} failed, {6 - (hasPins ? 2 : 0) - (hasCores ? 3 : 0)} skipped";
        Assert.Contains($"\n{sum}\n", result.Text, StringComparison.Ordinal);
        Dictionary<string, string> messages = XDocument.Load(app.TestResults(results)).Descendants("testcase")
            .ToDictionary(test => $"{test.Attribute("name")?.Value}", test => $"{test.Elements().First().Attribute("message")?.Value}", StringComparer.Ordinal);
        Assert.Equal(s_messages.Keys, messages.Keys.Select(name => name.Replace("Example.Tests.", "", StringComparison.Ordinal)));
        Assert.All(s_messages, expected =>
        {
            string actual = messages[$"Example.Tests.{expected.Key}"].Replace($"{app.Path}/Tests.cs", "@", StringComparison.Ordinal);
            string words = expected.Value.StartsWith(OnCores, StringComparison.Ordinal) ? hasCores ? expected.Value[OnCores.Length..] : "skipped: one core"
                : expected.Value == "skipped: no pins" && hasPins ? "" : expected.Value;
            Assert.Matches($"^{words}$", actual);
        });
    }

    [Theory]
    [InlineData("raspi4b", 0xfe20_0000UL, "pins 58")]
    [InlineData("raspi3b", 0x3f20_0000UL, "pins 54")]
    public async Task A_pin_is_what_the_program_made_it(string machine, ulong registers, string count)
    {
        AppFolder app = await AppAsync();
        BootCase boot = new() { Image = app.Image, Machine = machine, Append = "app=pins" };

        (BootLog log, uint[] words) = await WatchedBoot.RunAsync(boot, async qmp =>
        {
            // GPLEV0, GPFSEL1, GPFSEL3, and pulls of GPIO 32 to 47 on a BCM2711.
            ulong[] offsets = [0x34, 0x04, 0x0c, 0xec];
            for (Stopwatch time = Stopwatch.StartNew(); ((await qmp.ReadWordAsync(registers + 0x34) >> 17) & 1) == 0 && time.Elapsed < s_patience;)
            {
                await Task.Delay(50);
            }

            await Task.Delay(500);
            List<uint> seen = [];
            foreach (ulong offset in offsets)
            {
                seen.Add(await qmp.ReadWordAsync(registers + offset));
            }

            return seen.ToArray();
        });

        BootAssert.Logged(log, count);
        BootAssert.Logged(log, "17 is high");
        Assert.Equal(1u, (words[0] >> 17) & 1);
        Assert.Equal(0b001u, (words[1] >> 21) & 0b111);
        Assert.Equal(0u, (words[2] >> 9) & 0b111_111_111);
        Assert.True(machine == "raspi3b" || ((words[3] >> 2) & 0b11_11_11) == 0b00_10_01, $"pulls 0x{words[3]:x}");
    }

    [Fact]
    public async Task A_machine_without_pins_says_so()
    {
        BootLog log = await (await AppAsync()).BootAsync("pins");

        BootAssert.Failed(log, "FAIL fail-fast (11)");
        BootAssert.Logged(log, "pins 0");
        BootAssert.Logged(log, "panic: GPIO: this machine has no pins that are known");
        BootAssert.Logged(log, "GpioController.SetPinMode+0x");
    }

    [Fact]
    public async Task Lines_are_typed_with_Backspace_and_every_kind_of_Enter()
    {
        AppFolder app = await AppAsync();

        CommandResult result = await app.TypeAsync("type", "abX\u007fc\r\n123456789é\n\u007fné\bz\r\r", "APPEND=app=lines");

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains(
            "\nabX\b \bc\nline of 97 98 99\n12345678\a\a\nline of 49 50 51 52 53 54 55 56\n\a" + "né\b \bz\nline of 110 122\n\nline of\n",
            result.Text,
            StringComparison.Ordinal);
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

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains("\nno key\ntype\nb\nread 97 98 99\n", result.Text, StringComparison.Ordinal);
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
        Assert.Contains($"{app.Path}/Program.cs({line}", result.Text, StringComparison.Ordinal);
        Assert.Contains(error, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_and_a_debugger_take_the_program()
    {
        AppFolder app = await AppAsync();

        CommandResult card = await app.MakeAsync("sdcard");
        CommandResult debugger = await Command.RunAsync(Tree.Folder, Tree.PathOf("qemu", "debug"), ["--batch", $"IMAGE={app.Image}"]);

        Assert.True(card.Succeeded, card.Text);
        Assert.Equal(File.ReadAllBytes(app.Image), File.ReadAllBytes(Tree.PathOf("out", "sdcard-rpi4", "kernel8.img")));
        Assert.True(debugger.Succeeded, debugger.Text);
        Assert.Contains("halted at entry", debugger.Text, StringComparison.Ordinal);
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
    [InlineData("test", "../two", "APP=../two has 2 .csproj files: leave one")]
    [InlineData("bench", "../two", "APP= is for make image, new, run, show, debug, test, sdcard, esp, netboot and push")]
    public async Task A_folder_that_can_not_be_taken_is_refused(string target, string app, string message)
    {
        Directory.CreateDirectory(Tree.PathOf("..", "empty"));
        string two = Directory.CreateDirectory(Tree.PathOf("..", "two")).FullName;
        File.WriteAllText(Path.Combine(two, "a.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(two, "b.csproj"), "<Project />");

        CommandResult result = await Command.RunAsync(Tree.Folder, "make", ["--no-print-directory", target, $"APP={app}"]);

        Assert.False(result.Succeeded);
        Assert.Contains(message, result.Text, StringComparison.Ordinal);
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
        AppFolder app = await AppFolder.OfTestsAsync(Tree, "program");
        CommandResult result = await app.MakeAsync("image");
        Assert.True(result.Succeeded, result.Text);
        return app;
    }
}
