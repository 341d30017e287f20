namespace BareMetal.Bench;

/// <summary>Linux's own patcher on its own table.</summary>
/// <param name="Instructions">What it took for both passes.</param>
/// <param name="AtMost">The part of it that ours may take.</param>
public sealed record LinuxTarget(long Instructions, double AtMost);
