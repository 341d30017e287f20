using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Reads a <see cref="Board"/> from a checked device tree (Devicetree Specification, "Device Node Requirements").</summary>
internal static unsafe class BoardFromDeviceTree
{
    /// <summary>Fills <paramref name="board"/>. The texts in it stay in the tree.</summary>
    public static void Read(in DeviceTree tree, ref Board board)
    {
        DeviceTreeNode root = tree.Root;
        if (root.TryGetText("model"u8, out ReadOnlySpan<byte> model) || root.TryGetText("compatible"u8, out model))
        {
            board.Model = Address(model);
            board.ModelBytes = model.Length;
        }

        ReadMemory(root, ref board);
        ReadReservations(tree, ref board);
        ReadChosen(tree, ref board);
        if (board.ConsolePhysical == 0)
        {
            board.ConsolePhysical = FindFirstPl011(root);
        }

        ReadPsci(root, ref board);
        ReadCpus(tree, ref board);
    }

    private static void ReadMemory(in DeviceTreeNode root, ref Board board)
    {
        for (bool more = root.TryGetFirstChild(out DeviceTreeNode node); more; more = node.TryGetNext(out node))
        {
            if (node.TryGetText("device_type"u8, out ReadOnlySpan<byte> type) && type.SequenceEqual("memory"u8))
            {
                AddRanges(node, root, ref board.Memory, ref board);
            }
        }
    }

    private static void ReadReservations(in DeviceTree tree, ref Board board)
    {
        for (int index = 0; tree.TryGetReservation(index, out MemoryRange range); index++)
        {
            board.TooManyRanges |= !board.Reserved.TryAdd(range);
        }

        if (!tree.TryFind("/reserved-memory"u8, out DeviceTreeNode reserved))
        {
            return;
        }

        for (bool more = reserved.TryGetFirstChild(out DeviceTreeNode node); more; more = node.TryGetNext(out node))
        {
            if (node.TryGetProperty("no-map"u8, out _))
            {
                AddRanges(node, reserved, ref board.Reserved, ref board);
            }
        }
    }

    private static void AddRanges(in DeviceTreeNode node, in DeviceTreeNode parent, ref MemoryRanges ranges, ref Board board)
    {
        for (int index = 0; node.TryGetRange(parent, index, out MemoryRange range); index++)
        {
            board.TooManyRanges |= range.End > range.Start && !ranges.TryAdd(range);
        }
    }

    private static void ReadChosen(in DeviceTree tree, ref Board board)
    {
        if (!tree.TryFind("/chosen"u8, out DeviceTreeNode chosen))
        {
            return;
        }

        if (chosen.TryGetText("bootargs"u8, out ReadOnlySpan<byte> arguments))
        {
            board.BootArguments = Address(arguments);
            board.BootArgumentBytes = arguments.Length;
        }

        if (chosen.TryGetText("stdout-path"u8, out ReadOnlySpan<byte> console))
        {
            board.ConsolePhysical = FindConsole(tree, console);
        }
    }

    // A path or an alias, with what follows a colon left to the driver.
    private static ulong FindConsole(in DeviceTree tree, ReadOnlySpan<byte> path)
    {
        int options = path.IndexOf((byte)':');
        path = options < 0 ? path : path[..options];
        if (path.Length > 0 && path[0] != (byte)'/'
            && !(tree.TryFind("/aliases"u8, out DeviceTreeNode aliases) && aliases.TryGetText(path, out path)))
        {
            return 0;
        }

        int parentLength = path.LastIndexOf((byte)'/');
        bool found = parentLength >= 0
            & tree.TryFind(path, out DeviceTreeNode node)
            & tree.TryFind(path[..Math.Max(parentLength, 0)], out DeviceTreeNode parent);
        return found && node.IsCompatible(Pl011.Compatible) && node.TryGetRange(parent, 0, out MemoryRange registers)
            ? registers.Start
            : 0;
    }

    // For a tree whose stdout-path is missing or names something else.
    private static ulong FindFirstPl011(in DeviceTreeNode root)
    {
        for (bool more = root.TryGetFirstChild(out DeviceTreeNode node); more; more = node.TryGetNext(out node))
        {
            if (node.IsCompatible(Pl011.Compatible) && node.TryGetRange(root, 0, out MemoryRange registers))
            {
                return registers.Start;
            }
        }

        return 0;
    }

    private static void ReadPsci(in DeviceTreeNode root, ref Board board)
    {
        if (root.TryFindChild("psci"u8, out DeviceTreeNode psci) && psci.TryGetText("method"u8, out ReadOnlySpan<byte> method))
        {
            board.Conduit = method.SequenceEqual("hvc"u8) ? SmcccConduit.Hvc
                : method.SequenceEqual("smc"u8) ? SmcccConduit.Smc
                : SmcccConduit.None;
        }
    }

    private static void ReadCpus(in DeviceTree tree, ref Board board)
    {
        if (!tree.TryFind("/cpus"u8, out DeviceTreeNode cpus))
        {
            return;
        }

        for (bool more = cpus.TryGetFirstChild(out DeviceTreeNode node); more; more = node.TryGetNext(out node))
        {
            board.Cpus += node.IsNamed("cpu"u8) ? 1 : 0;
        }
    }

    // SAFETY: the tree is mapped for the whole boot and never moves.
    private static byte* Address(ReadOnlySpan<byte> text) =>
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text));
}
