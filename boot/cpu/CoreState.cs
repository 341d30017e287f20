namespace BareMetal.Boot.Cpu;

/// <summary>How far a core has come.</summary>
internal enum CoreState : uint
{
    /// <summary>It hasn't come.</summary>
    Off,

    /// <summary>It is at EL1, its registers are captured, and it waits for its <see cref="CoreOrder"/>.</summary>
    Arrived,

    /// <summary>It runs patched code.</summary>
    Online,

    /// <summary>It was left out, and stands still until it is started again.</summary>
    Parked,
}
