using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Boot.Tests;

/// <summary>A copy of the sources in a folder of its own, to be built without touching out/.</summary>
internal sealed class SourceTree : IDisposable
{
    private readonly TemporaryFolder _parent = new();

    private SourceTree(string name) => Folder = _parent.PathOf(name);

    /// <summary>Path of its top folder.</summary>
    public string Folder { get; }

    /// <summary>Copies what git knows, or would take, as it lies in the working tree.</summary>
    /// <param name="name">Name of its top folder.</param>
    public static async Task<SourceTree> CopyAsync(string name)
    {
        CommandResult list =
            await Command.RunAsync(Repository.Root, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        SourceTree tree = new(name);
        foreach (string file in list.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            string source = Repository.PathOf(file);
            if (File.Exists(source))
            {
                string copy = tree.PathOf(file);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(source, copy);
            }
        }

        return tree;
    }

    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Builds out/Image by make.</summary>
    /// <param name="earlyConsole">PA of the UART that gets a character per stage; empty for none.</param>
    public async Task<ImageFile> MakeImageAsync(string earlyConsole = "")
    {
        CommandResult result = await Command.RunAsync(Folder, "make", ["--no-print-directory", "image", $"EARLYCON={earlyConsole}"]);
        return result.Succeeded
            ? ImageFile.Load(PathOf("out"))
            : throw new InvalidOperationException($"make image failed in {Folder}:\n{result.Text}");
    }

    /// <inheritdoc/>
    public void Dispose() => _parent.Dispose();
}
