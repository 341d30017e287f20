using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>What this boot knows about the machine around the CPU. Registers are PAs; 0 where there are none.</summary>
internal unsafe struct Board
{
    /// <summary>RAM, as the memory nodes name it (PAs).</summary>
    public MemoryRanges Memory;

    /// <summary>What must not be mapped: <c>no-map</c> reservations and the memory reservation block (PAs).</summary>
    public MemoryRanges Reserved;

    /// <summary>What the boot loader left for the program: an initial RAM disk (PAs).</summary>
    public MemoryRange InitialRamDisk;

    /// <summary>The console's driver and registers.</summary>
    public ConsoleKind Console;
    public ulong ConsoleRegisters;

    /// <summary>How PSCI is called.</summary>
    public SmcccConduit Conduit;

    /// <summary>CPU nodes; 0 where there is no device tree.</summary>
    public int Cpus;

    /// <summary>Broadcom's GPIO, mailbox and watchdog.</summary>
    public ulong Gpio;
    public ulong Mailbox;
    public ulong Watchdog;

    /// <summary>The status LED.</summary>
    public BoardLed Led;

    /// <summary>VA and length in bytes of the boot arguments.</summary>
    public byte* BootArguments;
    public int BootArgumentBytes;

    /// <summary>VA and length in bytes of the machine's name.</summary>
    public byte* Model;
    public int ModelBytes;

    /// <summary>VA and length in bytes of the <c>compatible</c> of a console that has no driver here.</summary>
    public byte* UnknownConsole;
    public int UnknownConsoleBytes;

    /// <summary>More memory nodes or reservations than <see cref="MemoryRanges"/> holds.</summary>
    public bool TooManyRanges;
}
