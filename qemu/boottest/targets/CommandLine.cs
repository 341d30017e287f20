using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>A serial line that is what a command prints on its standard output; the command is ended with the line.</summary>
public sealed class CommandLine : ISerialLine
{
    private readonly Process _process;
    private readonly StreamLine _output;

    private CommandLine(Process process)
    {
        _process = process;
        _output = new StreamLine(process.StandardOutput.BaseStream);
    }

    /// <summary>Starts a shell command; its standard error goes where the runner's goes.</summary>
    public static CommandLine Start(string command, TestCase test)
    {
        ProcessStartInfo start = BoardTarget.ShellCommand($"exec {command}", test);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        return new CommandLine(Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start"));
    }

    /// <inheritdoc/>
    public Task<int?> ReadAsync(Memory<byte> buffer, CancellationToken cancellation) => _output.ReadAsync(buffer, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        ChildProcess.EndAsync(_process).GetAwaiter().GetResult();
        _process.Dispose();
    }
}
