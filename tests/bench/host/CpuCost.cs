using System.Collections.Generic;

namespace BareMetal.Bench;

/// <summary>Synthetic tables on one CPU.</summary>
/// <param name="Cpu">QEMU's CPU model.</param>
/// <param name="Kinds">By kind of entry.</param>
/// <param name="Growth">By size and order.</param>
public sealed record CpuCost(string Cpu, IReadOnlyList<KindCost> Kinds, IReadOnlyList<GrowthCost> Growth);
