using System;
using System.Collections.Generic;

namespace BareMetal.Bench;

/// <summary>What several cores cost on one CPU model.</summary>
/// <param name="Cpu">QEMU's CPU model.</param>
/// <param name="Growth">By number of cores: one, then at least three more numbers, in order.</param>
/// <param name="Start">A core that comes.</param>
public sealed record CoreCost(string Cpu, IReadOnlyList<CoreGrowth> Growth, CoreStart Start)
{
    /// <summary>What a further core adds to the boot core's own instructions of a rendezvous.</summary>
    public double RendezvousOnBootCore => PerCore(growth => growth.BootCore);

    /// <summary>What a further core itself takes for a rendezvous, from its idle loop and back.</summary>
    public double RendezvousOwn => PerCore(growth => growth.All) - RendezvousOnBootCore;

    /// <summary>What a further core adds to a boot, all cores' instructions together.</summary>
    public double StartAll => PerCore(growth => growth.Boot);

    /// <summary>Of that, what isn't the core's own: the boot core's, and a turn of each that waits.</summary>
    public double StartOnBootCore => StartAll - Start.Own;

    /// <summary>What a boot takes more, once, since there are several cores: their console is shared.</summary>
    public double StartOnce => Growth[1].Boot - Growth[0].Boot - (Growth[1].Cores - 1) * StartAll;

    /// <summary>What doesn't hold of what is promised; empty where all does.</summary>
    public IReadOnlyList<string> Broken => CoreRules.Broken(this);

    /// <summary>A number per core, from the two smallest machines with several.</summary>
    private double PerCore(Func<CoreGrowth, long> count) =>
        (double)(count(Growth[2]) - count(Growth[1])) / (Growth[2].Cores - Growth[1].Cores);
}
