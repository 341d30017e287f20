namespace BareMetal.Bench;

/// <summary>A boot of out/Image: instructions from reset to power off, by QEMU's own count.</summary>
/// <param name="Cpu">QEMU's CPU model.</param>
/// <param name="Instructions">Since reset, QEMU's boot stub included.</param>
public sealed record BootCost(string Cpu, long Instructions);
