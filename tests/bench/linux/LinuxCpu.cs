using System.Collections.Generic;

namespace BareMetal.Bench;

/// <summary>What Linux found and left on one CPU.</summary>
/// <param name="Name">Name of the recording.</param>
/// <param name="QemuModel">QEMU's model that was recorded.</param>
/// <param name="Capabilities">All capabilities, by Linux's numbers.</param>
/// <param name="BootCapabilities">Those of them that decide the boot pass.</param>
/// <param name="State">What the callbacks looked at.</param>
/// <param name="After">The originals, one after the other in table order, as Linux left them.</param>
public sealed record LinuxCpu(
    string Name,
    string QemuModel,
    IReadOnlySet<int> Capabilities,
    IReadOnlySet<int> BootCapabilities,
    LinuxState State,
    IReadOnlyList<uint> After);
