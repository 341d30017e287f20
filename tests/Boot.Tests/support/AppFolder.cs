using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The folder of a user's program, and its Image in out/app.</summary>
/// <param name="parent">Where the folder is.</param>
/// <param name="name">Its name, which out/app has no other program by.</param>
/// <param name="root">The top folder of the sources that it is built with.</param>
internal sealed class AppFolder(TemporaryFolder parent, string name, string root)
{
    /// <summary>Its path.</summary>
    public string Path { get; } = parent.PathOf(name);

    /// <summary>The raw Image.</summary>
    public string Image => Output("Image");

    /// <summary>As make new writes it.</summary>
    /// <param name="program">What Program.cs is instead; null leaves it.</param>
    /// <param name="root">The sources that it is built with, where they aren't this repository.</param>
    public static async Task<AppFolder> NewAsync(TemporaryFolder parent, string name, string? program = null, string? root = null)
    {
        AppFolder app = new(parent, name, root ?? Repository.Root);
        CommandResult result = await app.MakeAsync("new");
        Assert.True(result.Succeeded, result.Text);
        if (program is not null)
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(app.Path, "Program.cs"), program);
        }

        return app;
    }

    /// <summary>With the files of tests/app.</summary>
    public static async Task<AppFolder> OfTestsAsync(TemporaryFolder parent, string name)
    {
        AppFolder app = await NewAsync(parent, name);
        string files = Repository.PathOf("tests", "app");
        foreach (string file in Directory.GetFiles(files, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(app.Path, System.IO.Path.GetRelativePath(files, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        return app;
    }

    /// <summary>The JUnit file of make test on a machine.</summary>
    public string TestResults(string machine) => Output("test-results", $"{machine}.xml");

    /// <summary>make TARGET APP=this.</summary>
    public Task<CommandResult> MakeAsync(string target, params string[] variables) =>
        Command.RunAsync(root, "make", Arguments(target, variables));

    /// <summary>make image, which must succeed.</summary>
    public async Task BuildAsync(params string[] variables)
    {
        CommandResult result = await MakeAsync("image", variables);
        Assert.True(result.Succeeded, result.Text);
    }

    /// <summary>make run, with keys that are typed when the program has printed a line.</summary>
    public async Task<CommandResult> TypeAsync(string prompt, string keys, params string[] variables)
    {
        using Process process = Command.Start(root, "make", Arguments("run", variables));
        Task<string> errors = process.StandardError.ReadToEndAsync();
        StringBuilder output = new();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line.TrimEnd('\r'));
            if (line.TrimEnd('\r') == prompt)
            {
                await process.StandardInput.WriteAsync(keys);
                await process.StandardInput.FlushAsync();
            }
        }

        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, output.ToString(), await errors);
    }

    /// <summary>Boots it with a boot argument for tests/app.</summary>
    public Task<BootLog> BootAsync(string what)
    {
        return QemuRun.StartAsync(new BootCase { Image = Image, Append = $"app={what}" }, TestContext.Current.CancellationToken);
    }

    private string Output(params string[] parts) => System.IO.Path.Combine([root, "out", "app", name, .. parts]);

    private string[] Arguments(string target, string[] variables) => ["--no-print-directory", target, $"APP={Path}", .. variables];
}
