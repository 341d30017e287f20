using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>What this boot knows about the machine around the CPU.</summary>
internal unsafe struct Board
{
    /// <summary>RAM, as the memory nodes name it (PAs).</summary>
    public MemoryRanges Memory;

    /// <summary>What must not be mapped: <c>no-map</c> reservations and the memory reservation block (PAs).</summary>
    public MemoryRanges Reserved;

    /// <summary>PA of the console's registers; 0 where none is known.</summary>
    public ulong ConsolePhysical;

    /// <summary>How PSCI is called.</summary>
    public SmcccConduit Conduit;

    /// <summary>CPU nodes; 0 where there is no device tree.</summary>
    public int Cpus;

    /// <summary>VA and length in bytes of the boot arguments.</summary>
    public byte* BootArguments;
    public int BootArgumentBytes;

    /// <summary>VA and length in bytes of the machine's name.</summary>
    public byte* Model;
    public int ModelBytes;

    /// <summary>More memory nodes or reservations than <see cref="MemoryRanges"/> holds.</summary>
    public bool TooManyRanges;
}
