namespace BareMetal.BootTest;

/// <summary>What a command left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Text">What it printed on both streams.</param>
internal sealed record CommandOutput(int ExitCode, string Text);
