using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Boot.Tests;

/// <summary>Device trees, made from the one that QEMU's virt has.</summary>
internal static class DeviceTreeSource
{
    private const string Version = "/dts-v1/;";

    private static readonly Lazy<Task<string>> s_virt = new(DecompileAsync);

    /// <summary>Compiles virt's tree of 128 MiB with additions, which dtc merges into it.</summary>
    /// <param name="root">What is added to the root node.</param>
    /// <param name="reservations">The memory reservation block: <c>/memreserve/ START SIZE;</c> lines.</param>
    /// <param name="outside">What stands after the root node, such as <c>/delete-node/ &amp;{/memory@40000000};</c>.</param>
    public static async Task<byte[]> CompileAsync(string root = "", string reservations = "", string outside = "")
    {
        string source = (await s_virt.Value).Replace(Version, $"{Version}\n{reservations}", StringComparison.Ordinal);
        return await CompileSourceAsync($"{source}\n{outside}\n/ {{ {root} }};");
    }

    /// <summary>Compiles a tree of which this is all.</summary>
    /// <param name="root">What the root node has.</param>
    public static Task<byte[]> CompileWholeAsync(string root) => CompileSourceAsync($"{Version}\n/ {{ {root} }};");

    private static Task<byte[]> CompileSourceAsync(string source) => WithFileAsync(async path =>
    {
        CommandResult result = await Command.RunAsync("/", "dtc", ["-q", "-I", "dts", "-O", "dtb", "-o", path], input: source);
        return result.Succeeded ? await File.ReadAllBytesAsync(path) : throw new InvalidOperationException($"dtc: {result.Text}");
    });

    private static Task<string> DecompileAsync() => WithFileAsync(async path =>
    {
        // QEMU writes its tree instead of booting.
        BootLog log = await QemuRun.StartAsync(new BootCase { Exit = GuestExit.Psci, QemuArguments = ["-machine", $"dumpdtb={path}"] });
        CommandResult result = await Command.RunAsync("/", "dtc", ["-q", "-I", "dtb", "-O", "dts", path]);
        return result.Succeeded ? result.Text : throw new InvalidOperationException($"{log.Diagnostics}\n{result.Text}");
    });

    private static async Task<T> WithFileAsync<T>(Func<string, Task<T>> use)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tree-");
        try
        {
            return await use(Path.Combine(folder.FullName, "tree.dtb"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
