using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A program with a thousand calls of a method with alternatives, and with its address taken.</summary>
[Trait("Area", "Programs")]
public sealed class AlternativesTests(Programs programs)
{
    private const int Callers = 1_000;
    private const string Capability = "HAS_LSE_ATOMICS";

    /// <summary>What `alt compile` and the assembler leave.</summary>
    private static readonly string[] s_files = ["alternatives.s", "kernel.o", "alternatives.o"];

    private static Task<AppFolder>? s_app;

    [Theory]
    [InlineData("cortex-a53", EntryAction.Kept, "sum 9000, by address 9 False, False")]
    [InlineData("max", EntryAction.Patched, "sum 10000, by address 10 True, True")]
    public async Task Every_call_is_a_site_and_takes_the_version_of_this_CPU(string cpu, EntryAction action, string line)
    {
        AppFolder app = await AppAsync();
        HashSet<ulong> callers = [.. Words(app, "BareMetal_Program__Caller")];

        BootLog log = await QemuRun.StartAsync(
            new BootCase { Image = app.Image, Cpu = cpu, Append = "alt.report=json" }, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        BootAssert.Reported(log);
        BootAssert.Logged(log, line);
        List<EntryLine> sites = [.. log.Report.Entries.Where(entry => callers.Contains(entry.Orig))];
        Assert.Equal(Callers, sites.Select(site => site.Orig).Distinct().Count());
        Assert.All(sites, site => Assert.Equal((Capability, action), (site.Capability, site.Action)));
    }

    [Fact]
    public async Task A_second_compilation_gives_the_same_bytes_and_a_second_build_does_nothing()
    {
        AppFolder app = await AppAsync();
        string folder =
            Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(app.Image)!, "obj"), "image", SearchOption.AllDirectories).Single();
        byte[][] first = Array.ConvertAll(s_files, file => File.ReadAllBytes(Path.Combine(folder, file)));
        File.Delete(Path.Combine(folder, "kernel.o"));

        CommandResult again = await app.MakeAsync("image");
        Dictionary<string, DateTime> times = Times(app, folder);
        CommandResult incremental = await app.MakeAsync("image");

        Assert.True(again.Succeeded && incremental.Succeeded, again.Text + incremental.Text);
        Assert.Equal(first, Array.ConvertAll(s_files, file => File.ReadAllBytes(Path.Combine(folder, file))));
        Assert.Equal(times, Times(app, folder));
    }

    private static Dictionary<string, DateTime> Times(AppFolder app, string folder) =>
        Directory.GetFiles(folder).Append(app.Image).ToDictionary(file => file, File.GetLastWriteTimeUtc);

    /// <summary>The addresses of all instructions of functions whose names start with something.</summary>
    private static IEnumerable<ulong> Words(AppFolder app, string prefix)
    {
        foreach (ElfSymbol symbol in ImageFile.Load(Path.GetDirectoryName(app.Image)!).Elf.Symbols)
        {
            for (ulong offset = 0; symbol.Name.StartsWith(prefix, StringComparison.Ordinal) && offset < symbol.Size; offset += sizeof(uint))
            {
                yield return symbol.Value + offset;
            }
        }
    }

    private static string Program()
    {
        StringBuilder methods = new();
        StringBuilder calls = new();
        for (int caller = 0; caller < Callers; caller++)
        {
            methods.Append(
                $"[MethodImpl(MethodImplOptions.NoInlining)] private static uint Caller{caller}(uint x) => Step(x) ^ {caller % 7};\n");
            calls.Append($"sum += Caller{caller}(8) ^ {caller % 7};\n");
        }

        return $$"""
            using System; using System.Runtime.CompilerServices;
            using BareMetal.Patcher;
            internal static unsafe class Program
            {
                [Fallback(nameof(Slow)), AlternativeCall(nameof(Fast), CpuCap.HasLseAtomics)]
                private static extern uint Step(uint x);

                [CpusHave(CpuCap.HasLseAtomics)]
                private static extern bool HasAtomics();

                private static uint Slow(uint x) => x + 1;

                private static uint Fast(uint x) => x + 2;

                {{methods}}
                public static int Main(BootArguments arguments)
                {
                    delegate*<uint, uint> step = &Step;
                    delegate*<bool> has = &HasAtomics;
                    uint sum = 0;
                    {{calls}}
                    Console.Write("sum ");
                    Console.Write(sum);
                    Console.Write(", by address ");
                    Console.Write(step(8));
                    Console.Write(has() ? " True, " : " False, ");
                    Console.WriteLine(HasAtomics());
                    return 0;
                }
            }
            """;
    }

    // Built once for all tests: they run one after the other.
    private Task<AppFolder> AppAsync() => s_app ??= BuildAsync();

    private async Task<AppFolder> BuildAsync()
    {
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "test-thousand", Program());
        CommandResult result = await app.MakeAsync("image");
        Assert.True(result.Succeeded, result.Text);
        return app;
    }
}
