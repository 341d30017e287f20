using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Efi;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>
/// What this boot knows about the machine around the CPU. Registers are PAs; 0 where there are none. <see cref="BoardReader"/> fills it.
/// </summary>
// SAFETY: its texts stay in the device tree, in ATAGS or in a static, each mapped and unmoved for the whole boot.
internal unsafe struct Board
{
    /// <summary>RAM, as UEFI's map or else the memory nodes name it (PAs).</summary>
    public MemoryRanges Memory;

    /// <summary>Whether it is UEFI's map.</summary>
    public bool HasEfiMemoryMap;

    /// <summary>What must not be mapped: <c>no-map</c> reservations and the memory reservation block (PAs).</summary>
    public MemoryRanges Reserved;

    /// <summary>What may be mapped and belongs to something: the other reservations (PAs).</summary>
    public MemoryRanges Claimed;

    /// <summary>Whether the Image lies in memory that a node reserves, to be mapped or not.</summary>
    public bool ImageIsReserved;

    /// <summary>What the boot loader left for the program: an initial RAM disk (PAs).</summary>
    public MemoryRange InitialRamDisk;

    /// <summary>The console's driver and registers.</summary>
    public UartKind Console;
    public ulong ConsoleRegisters;

    /// <summary>How PSCI is called.</summary>
    public SmcccConduit Conduit;

    /// <summary>PSCI's function that starts a core; 0 where there is none.</summary>
    public uint CpuOn;

    /// <summary>The cores.</summary>
    public BoardCores Cores;

    /// <summary>Whether all cores entered at once: those that weren't elected wait in the Image.</summary>
    public bool CoresEnteredTogether;

    /// <summary>Broadcom's GPIO, mailbox and watchdog.</summary>
    public ulong Gpio;
    public ulong Mailbox;
    public ulong Watchdog;

    /// <summary>Whether the GPIO is that of a BCM2711.</summary>
    public bool HasBcm2711Gpio;

    /// <summary>The status LED.</summary>
    public BoardLed Led;

    /// <summary>VA and length in bytes of the boot arguments.</summary>
    public byte* BootArguments;
    public int BootArgumentBytes;

    /// <summary>Why there is no device tree.</summary>
    public DeviceTreeError TreeError;

    /// <summary>What is wrong with UEFI's load options.</summary>
    public EfiLoadOptionsError LoadOptionsError;

    /// <summary>Whether the list of ATAGS goes on where it isn't read any more.</summary>
    public bool AtagsTooLong;

    /// <summary>VA and length in bytes of the machine's name.</summary>
    public byte* Model;
    public int ModelBytes;

    /// <summary>VA and length in bytes of the <c>compatible</c> of a console that has no driver here.</summary>
    public byte* UnknownConsole;
    public int UnknownConsoleBytes;

    /// <summary>More pieces of memory or reservations than <see cref="MemoryRanges"/> holds.</summary>
    public bool TooManyRanges;
}
