namespace BareMetal.Boot.Cpu;

/// <summary>Whether a core can be given work.</summary>
internal static class CoreWorkState
{
    /// <summary>It isn't there, or it is the boot core, which runs the program.</summary>
    public const uint None = 0;

    /// <summary>It waits for work.</summary>
    public const uint Idle = 1;

    /// <summary>Another core is about to give it some.</summary>
    public const uint Taken = 2;

    /// <summary>It has some, and isn't done.</summary>
    public const uint Given = 3;
}
