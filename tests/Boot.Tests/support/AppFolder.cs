using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The folder of a user's program, beside a copy of the sources.</summary>
internal sealed class AppFolder(SourceTree tree, string name)
{
    /// <summary>Its path as a user writes it.</summary>
    public string Argument => $"../{name}";

    public string Path { get; } = System.IO.Path.GetFullPath(tree.PathOf("..", name));

    /// <summary>The raw Image.</summary>
    public string Image => tree.PathOf("out", "app", name, "Image");

    /// <summary>As make new writes it.</summary>
    /// <param name="program">What Program.cs is instead; null leaves it.</param>
    public static async Task<AppFolder> NewAsync(SourceTree tree, string name, string? program = null)
    {
        AppFolder app = new(tree, name);
        CommandResult result = await app.MakeAsync("new");
        Assert.True(result.Succeeded, result.Text);
        if (program is not null)
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(app.Path, "Program.cs"), program);
        }

        return app;
    }

    /// <summary>With the files of tests/app.</summary>
    public static async Task<AppFolder> OfTestsAsync(SourceTree tree, string name)
    {
        AppFolder app = await NewAsync(tree, name);
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
    public string TestResults(string machine) => tree.PathOf("out", "app", name, "test-results", $"{machine}.xml");

    /// <summary>make TARGET APP=this.</summary>
    public Task<CommandResult> MakeAsync(string target, params string[] variables)
    {
        return Command.RunAsync(tree.Folder, "make", ["--no-print-directory", target, $"APP={Argument}", .. variables]);
    }

    /// <summary>make run, with keys that are typed when the program has printed a line.</summary>
    public async Task<CommandResult> TypeAsync(string prompt, string keys, params string[] variables)
    {
        using Process process = Command.Start(tree.Folder, "make", ["--no-print-directory", "run", $"APP={Argument}", .. variables]);
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
}
