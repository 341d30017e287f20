using System;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Boards;

/// <summary>
/// Reads the cores of a <see cref="Board"/> from a checked device tree (Devicetree Specification, "/cpus/cpu* Node Properties").
/// </summary>
internal static class CoresFromDeviceTree
{
    // MPIDR_EL1.Aff3 to Aff0: reg has these bits, and no other.
    private const ulong Affinity = 0xff_00ff_ffff;

    /// <summary>Adds a core for each CPU node but the boot core's.</summary>
    public static void Read(in DeviceTree tree, ulong bootMpidr, ref BoardCores cores)
    {
        if (!tree.TryFind("/cpus"u8, out DeviceTreeNode cpus))
        {
            return;
        }

        bool hasBootCore = false;
        for (bool more = cpus.TryGetFirstChild(out DeviceTreeNode node); more; more = node.TryGetNext(out node))
        {
            if (node.IsNamed("cpu"u8))
            {
                BoardCore entry = ReadEntry(node, cpus);
                bool isBootCore = !hasBootCore && entry.Error != CoreError.BadRegister && entry.Mpidr == bootMpidr;
                hasBootCore |= isBootCore;
                if (!isBootCore)
                {
                    cores.Add(entry);
                }
            }
        }

        if (!hasBootCore)
        {
            cores.RefuseOthers(CoreError.NoBootCore);
        }
    }

    private static BoardCore ReadEntry(in DeviceTreeNode node, in DeviceTreeNode cpus)
    {
        BoardCore entry = default;
        bool hasRegister = node.TryGetRange(cpus, 0, out MemoryRange register) && (register.Start & ~Affinity) == 0;
        entry.Mpidr = register.Start;
        entry.Method = ReadMethod(node);
        if (entry.Method == EnableMethod.SpinTable)
        {
            node.TryGetNumber("cpu-release-addr"u8, out entry.ReleaseAddress);
        }

        entry.Error = !hasRegister ? CoreError.BadRegister : !node.IsEnabled ? CoreError.Disabled : CoreError.None;
        return entry;
    }

    private static EnableMethod ReadMethod(in DeviceTreeNode node) =>
        !node.TryGetText("enable-method"u8, out ReadOnlySpan<byte> method) ? EnableMethod.None
        : method.SequenceEqual("psci"u8) ? EnableMethod.Psci
        : method.SequenceEqual("spin-table"u8) ? EnableMethod.SpinTable
        : EnableMethod.Unknown;
}
