using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>A static that ILC can't compute at build time: the build must fail and name its type.</summary>
internal static class Program
{
    private static readonly int s_ticks = (int)System.Diagnostics.Stopwatch.GetTimestamp(); // refused

    public static int Main(BootArguments arguments) => s_ticks;
}
