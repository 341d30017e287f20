using BareMetal.Patcher;

namespace BareMetal.Bench;

/// <summary>
/// The header that leads a guest to a kernel's text and table in its memory: made by the host, loaded by QEMU, little-endian.
/// <see cref="CallbackCount"/> rows of <see cref="LinuxCallbackEntry"/> follow, the most used first.
/// </summary>
public struct LinuxImage
{
    /// <summary>"BMLINUX1"</summary>
    public const ulong ExpectedMagic = 0x3158_554e_494c_4d42;

    /// <summary><see cref="ExpectedMagic"/></summary>
    public ulong Magic;

    /// <summary>VA of the first byte of text, a multiple of 2 MiB.</summary>
    public ulong TextAddress;

    /// <summary>Bytes of text.</summary>
    public ulong TextBytes;

    /// <summary>VA of the table, which follows the text.</summary>
    public ulong TableAddress;

    /// <summary>Bytes of the table.</summary>
    public ulong TableBytes;

    /// <summary>PA at which <see cref="TextAddress"/> is loaded, a multiple of 2 MiB; everything else is at the same distance.</summary>
    public ulong Physical;

    /// <summary>PA of a second copy of the text.</summary>
    public ulong Copy;

    /// <summary>PA of free memory for the plan.</summary>
    public ulong Scratch;

    /// <summary>The words of all entries, to size the plan.</summary>
    public ulong Words;

    /// <summary>What the CPU has.</summary>
    public CpuCapSet Capabilities;

    /// <summary>What callbacks look at.</summary>
    public LinuxState State;

    /// <summary>How many rows follow.</summary>
    public ulong CallbackCount;
}
