namespace BareMetal.Boot.Cpu;

/// <summary>What a core that has come is to do.</summary>
internal enum CoreOrder : uint
{
    /// <summary>Nothing is decided.</summary>
    Wait,

    /// <summary>It goes on when text is patched.</summary>
    Join,

    /// <summary>It is left out.</summary>
    Park,
}
