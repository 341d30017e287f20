using System;
using System.Collections.Generic;
using System.Linq;

namespace BareMetal.Bench;

/// <summary>What is promised of several cores.</summary>
internal static class CoreRules
{
    /// <summary>What a rendezvous may take where there is one core: it looks whether there are others, twice.</summary>
    private const long Alone = 256;

    /// <summary>What a further core may add to the boot core's instructions of a rendezvous.</summary>
    private const long OnBootCore = 128;

    /// <summary>What a further core may take for it by itself.</summary>
    private const long Own = 128;

    /// <summary>What a core that comes may take by itself.</summary>
    private const long OwnStart = 384;

    /// <summary>How far instructions of a boot may be from growing as the number of cores does.</summary>
    private const double Linear = 0.02;

    /// <summary>What doesn't hold, as sentences.</summary>
    public static IReadOnlyList<string> Broken(CoreCost cost)
    {
        List<string> broken = [];
        void Require(bool condition, string rule)
        {
            if (!condition)
            {
                broken.Add($"{cost.Cpu}: {rule}");
            }
        }

        CoreGrowth one = cost.Growth[0];
        Require(one.BootCore <= Alone && one.All == one.BootCore,
            $"one core takes {one.All} instructions for a rendezvous, {one.BootCore} with no other core to wait for: more than {Alone}, "
            + $"or it waits");
        Require(cost.RendezvousOnBootCore <= OnBootCore,
            $"a further core adds {cost.RendezvousOnBootCore:N1} instructions of the boot core to a rendezvous, more than {OnBootCore}");
        Require(cost.RendezvousOwn <= Own, $"a further core takes {cost.RendezvousOwn:N1} instructions for a rendezvous, more than {Own}");
        Require(cost.Start.Own <= OwnStart, $"a core takes {cost.Start.Own} instructions to come, more than {OwnStart}");
        foreach (CoreGrowth growth in cost.Growth)
        {
            Require(growth.Commit == one.Commit && growth.Undo == one.Undo,
                $"{growth.Cores} cores: a commit takes {growth.Commit} instructions, undoing it {growth.Undo}; one core {one.Commit} "
                + $"and {one.Undo}");
            Require(growth.StoppedCommit == growth.Commit + growth.All && growth.StoppedUndo == growth.Undo + growth.All,
                $"{growth.Cores} cores: {growth.StoppedCommit - growth.Commit} and {growth.StoppedUndo - growth.Undo} instructions "
                + $"for the rendezvous around a commit and around undoing it, not {growth.All}");
        }

        foreach (CoreGrowth growth in cost.Growth.Skip(1))
        {
            int further = growth.Cores - cost.Growth[1].Cores;
            Require(growth.BootCore == cost.Growth[1].BootCore + further * cost.RendezvousOnBootCore,
                $"{growth.Cores} cores: the boot core's {growth.BootCore} instructions of a rendezvous aren't on the line");
            Require(growth.All == cost.Growth[1].All + further * (cost.RendezvousOnBootCore + cost.RendezvousOwn),
                $"{growth.Cores} cores: all cores' {growth.All} instructions of a rendezvous aren't on the line");
            Require(Math.Abs(growth.FromLinear) <= Linear,
                $"{growth.Cores} cores: what they add to a boot is {growth.FromLinear:P2} off the line, more than {Linear:P0}");
        }

        return broken;
    }
}
