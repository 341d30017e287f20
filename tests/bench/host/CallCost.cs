using System.Collections.Generic;

namespace BareMetal.Bench;

/// <summary>
/// A loop around an alternative declared in C#: instructions of an iteration, those of the loop and of what it calls included.
/// </summary>
public sealed record CallCost
{
    /// <summary>QEMU's CPU model.</summary>
    public required string Cpu { get; init; }

    /// <summary>What the loop does: <see cref="CallOperation.Name"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>Ours, after patching.</summary>
    public required double Patched { get; init; }

    /// <summary>Ours, with no site patched.</summary>
    public required double Unpatched { get; init; }

    /// <summary>As ilc compiles it for a CPU with LSE and CRC32; null where the CPU has no LSE.</summary>
    public required double? Static { get; init; }

    /// <summary>As ilc compiles it for any CPU.</summary>
    public required double Baseline { get; init; }

    /// <summary>With a flag that is loaded and tested.</summary>
    public required double Tested { get; init; }

    /// <summary>
    /// Of ours, what neither is the operation itself nor in the static loop: moves into the registers of the call and out of them. From the
    /// loops' code, so that it is known where the static loop can't run, too.
    /// </summary>
    public required int Convention { get; init; }

    /// <summary>What the function around the loop takes more than the static one, once: registers saved for the loop.</summary>
    public required int ConventionOnce { get; init; }

    /// <summary>Our loop, disassembled, as it is after patching.</summary>
    public required IReadOnlyList<string> Body { get; init; }

    /// <summary>The static loop.</summary>
    public required IReadOnlyList<string> StaticBody { get; init; }

    /// <summary>What doesn't hold of what is promised; empty where all does.</summary>
    public required IReadOnlyList<string> Broken { get; init; }
}
