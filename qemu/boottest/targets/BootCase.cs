using System;
using System.Collections.Generic;

namespace BareMetal.BootTest;

/// <summary>One boot: what qemu/run is asked for. What is left at its default is left to qemu/run.</summary>
public sealed record BootCase
{
    internal const string VirtMachine = "virt";

    /// <summary>A name for tables and log files.</summary>
    public string Name => $"{Cpu} EL{ExceptionLevel}";

    /// <summary>Machine of QEMU: virt, raspi4b or raspi3b. The boards have the CPUs and the RAM that they have.</summary>
    public string Machine { get; init; } = VirtMachine;

    /// <summary>What runs the guest: <c>tcg</c> or <c>kvm</c>; null for what the environment says.</summary>
    public string? Accelerator { get; init; }

    /// <summary>CPU model of QEMU, with properties if wanted (<c>cortex-a53,midr=0x410fd032</c>).</summary>
    public string Cpu { get; init; } = "max";

    /// <summary>Exception level at entry: 1, 2 or 3; the machine's own where none is asked for.</summary>
    public int ExceptionLevel
    {
        get => field != 0 ? field : IsVirt ? 1 : 2;
        init;
    }

    /// <summary>Number of CPUs.</summary>
    public int CpuCount { get; init; } = 1;

    /// <summary>RAM as QEMU takes it: MiB, or with a suffix.</summary>
    public string Memory { get; init; } = "128";

    /// <summary>Boot arguments, added to the ones of <see cref="Exit"/>.</summary>
    public string Append { get; init; } = "";

    /// <summary>How the guest ends.</summary>
    public GuestExit Exit { get; init; } = GuestExit.Semihosting;

    /// <summary>Whether QEMU takes semihosting calls; where not, the guest's HLT is undefined, as on hardware.</summary>
    public bool Semihosting { get; init; } = true;

    /// <summary>
    /// Whether caches and TLBs that have to be maintained are modelled (qemu/coherence); null for what the environment says.
    /// </summary>
    public bool? Coherence { get; init; }

    /// <summary>The Image's ELF file, which names what <see cref="Coherence"/> finds; null for the one beside the Image.</summary>
    public string? ElfFile { get; init; }

    /// <summary>Raw arm64 Image; null for out/Image.</summary>
    public string? Image { get; init; }

    /// <summary>PA at which the Image is put, <c>0x…</c>; null for where its header wants it.</summary>
    public string? LoadAddress { get; init; }

    /// <summary>File of the device tree; null for the machine's own.</summary>
    public string? DeviceTree { get; init; }

    /// <summary>Script that boots the Image by firmware and takes the arguments of qemu/run; null for qemu/run itself.</summary>
    public string? Chain { get; init; }

    /// <summary>
    /// Flags of the arm64 Image header that the chain writes into memory before it starts the Image; null for the file's.
    /// </summary>
    public int? HeaderFlags { get; init; }

    /// <summary>What is shown: <c>all</c>, or the number of one UART.</summary>
    public string Uart { get; init; } = "all";

    /// <summary>Whether the guest says a verdict of ours; where not, the exit code is QEMU's.</summary>
    public bool HasVerdict { get; init; } = true;

    /// <summary>The boot is stopped after this time; zero for none.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The boot is stopped after so many bytes of serial output.</summary>
    public long OutputLimit { get; init; } = 4 * 1024 * 1024;

    /// <summary>More arguments for QEMU.</summary>
    public IReadOnlyList<string> QemuArguments { get; init; } = [];

    internal bool IsVirt => Machine == VirtMachine;
}
