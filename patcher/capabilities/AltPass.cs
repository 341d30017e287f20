namespace BareMetal.Patcher;

/// <summary>When an entry is applied. Each capability belongs to one pass, so no entry is applied twice.</summary>
public enum AltPass : byte
{
    /// <summary>
    /// While only the boot CPU runs: capabilities of boot scope (cpucaps.txt), which every later CPU must have as it has them.
    /// </summary>
    Boot,

    /// <summary>When all CPUs are known: every other capability, and callback patches in the old form.</summary>
    System,
}
