using BareMetal.Patcher;

namespace BareMetal.Boot.Capabilities;

/// <summary>Stands in for the cores' ID registers.</summary>
internal static class Cpus
{
    private static IdRegisters s_hardware;

    /// <summary>The boot core's, as read.</summary>
    public static ref IdRegisters Hardware => ref s_hardware;
}
