using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>Reads a <see cref="Board"/> from a checked device tree (Devicetree Specification, "Device Node Requirements").</summary>
// SAFETY: texts lie in the tree, which stays mapped, read only, for the whole boot and never moves.
internal static unsafe class BoardFromDeviceTree
{
    /// <summary>Fills <paramref name="board"/>. The texts in it stay in the tree.</summary>
    public static void Read(in DeviceTree tree, in BootEntry entry, ref Board board)
    {
        DeviceTreeNode root = tree.Root;
        if (root.TryGetText("model"u8, out ReadOnlySpan<byte> model) || root.TryGetText("compatible"u8, out model))
        {
            board.Model = Address(model);
            board.ModelBytes = model.Length;
        }

        ReadMemory(root, ref board);
        ReadReservations(tree, entry.Image, ref board);
        ReadChosen(tree, ref board);
        ReadBroadcom(tree, ref board);
        ReadPsci(root, ref board);
        CoresFromDeviceTree.Read(tree, entry.Mpidr, ref board.Cores);
    }

    private static void ReadMemory(in DeviceTreeNode root, ref Board board)
    {
        for (bool more = root.TryGetFirstChild(out DeviceTreeNode node); more; more = node.TryGetNext(out node))
        {
            // A disabled one is memory of the secure world.
            if (node.IsEnabled && node.TryGetText("device_type"u8, out ReadOnlySpan<byte> type) && type.SequenceEqual("memory"u8))
            {
                AddRanges(node, root, ref board.Memory, ref board);
            }
        }
    }

    private static void ReadReservations(in DeviceTree tree, MemoryRange image, ref Board board)
    {
        for (int index = 0; tree.TryGetReservation(index, out MemoryRange range); index++)
        {
            board.TooManyRanges |= range.End > range.Start && !board.Reserved.TryAdd(range);
        }

        if (!tree.TryFind("/reserved-memory"u8, out DeviceTreeNode reserved))
        {
            return;
        }

        for (bool more = reserved.TryGetFirstChild(out DeviceTreeNode node); more; more = node.TryGetNext(out node))
        {
            bool isMapped = !node.TryGetProperty("no-map"u8, out _);
            AddRanges(node, reserved, ref isMapped ? ref board.Claimed : ref board.Reserved, ref board);

            board.ImageIsReserved |= Overlaps(node, reserved, image);
        }
    }

    // Reserved memory has an owner, also where it may be mapped.
    private static bool Overlaps(in DeviceTreeNode node, in DeviceTreeNode parent, MemoryRange image)
    {
        bool overlaps = false;
        for (int index = 0; node.TryGetRange(parent, index, out MemoryRange range); index++)
        {
            overlaps |= range.Overlaps(image.Start, image.End);
        }

        return overlaps;
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

        if (chosen.TryGetNumber("linux,initrd-start"u8, out ulong diskStart)
            && chosen.TryGetNumber("linux,initrd-end"u8, out ulong diskEnd))
        {
            board.InitialRamDisk = new MemoryRange(diskStart, diskEnd);
        }

        if (!TryFindStdout(tree, chosen, out DeviceTreeNode console) && !TryFindUart(tree, out console))
        {
            return;
        }

        board.Console = DriverOf(console);
        if (board.Console != UartKind.None)
        {
            board.ConsoleRegisters = Registers(tree, console);
        }
        else if (console.TryGetText("compatible"u8, out ReadOnlySpan<byte> compatible))
        {
            int end = compatible.IndexOf((byte)0);
            board.UnknownConsole = Address(compatible);
            board.UnknownConsoleBytes = end < 0 ? compatible.Length : end;
        }
    }

    // The first of any kind that has a driver, in the order of the kinds.
    private static bool TryFindUart(in DeviceTree tree, out DeviceTreeNode uart)
    {
        uart = default;
        ReadOnlySpan<byte> compatible;
        for (UartKind kind = UartKind.None + 1; !(compatible = Uart.Compatible(kind)).IsEmpty; kind++)
        {
            if (tree.TryFindCompatible(compatible, out uart))
            {
                return true;
            }
        }

        return false;
    }

    private static UartKind DriverOf(in DeviceTreeNode node)
    {
        ReadOnlySpan<byte> compatible;
        for (UartKind kind = UartKind.None + 1; !(compatible = Uart.Compatible(kind)).IsEmpty; kind++)
        {
            if (node.IsCompatible(compatible))
            {
                return kind;
            }
        }

        return UartKind.None;
    }

    // A path or an alias; what follows a colon are line settings.
    private static bool TryFindStdout(in DeviceTree tree, in DeviceTreeNode chosen, out DeviceTreeNode console)
    {
        console = default;
        if (!chosen.TryGetText("stdout-path"u8, out ReadOnlySpan<byte> path))
        {
            return false;
        }

        int options = path.IndexOf((byte)':');
        path = options < 0 ? path : path[..options];
        bool isPath = path.Length > 0 && path[0] == (byte)'/';
        return (isPath || (tree.TryFind("/aliases"u8, out DeviceTreeNode aliases) && aliases.TryGetText(path, out path)))
            && tree.TryFind(path, out console);
    }

    private static void ReadBroadcom(in DeviceTree tree, ref Board board)
    {
        if (tree.TryFindCompatible(BcmGpio.Compatible2711, out DeviceTreeNode gpio)
            || tree.TryFindCompatible(BcmGpio.Compatible2835, out gpio))
        {
            board.Gpio = Registers(tree, gpio);
            board.HasBcm2711Gpio = gpio.IsCompatible(BcmGpio.Compatible2711);
        }

        if (tree.TryFindCompatible(BcmMailbox.Compatible, out DeviceTreeNode mailbox))
        {
            board.Mailbox = Registers(tree, mailbox);
        }

        if (tree.TryFindCompatible(BcmWatchdog.Compatible, out DeviceTreeNode watchdog))
        {
            board.Watchdog = Registers(tree, watchdog);
        }

        if (tree.TryFindCompatible("gpio-leds"u8, out DeviceTreeNode leds))
        {
            ReadLed(tree, leds, ref board);
        }
    }

    // The activity LED: gpios = <controller pin flags>.
    private static void ReadLed(in DeviceTree tree, in DeviceTreeNode leds, ref Board board)
    {
        const int Cells = 3;
        const uint ActiveLow = 1;
        for (bool more = leds.TryGetFirstChild(out DeviceTreeNode led); more; more = led.TryGetNext(out led))
        {
            if (!led.TryGetText("label"u8, out ReadOnlySpan<byte> label) || !label.SequenceEqual("ACT"u8)
                || !led.TryGetProperty("gpios"u8, out ReadOnlySpan<byte> gpios) || gpios.Length < Cells * sizeof(uint)
                || !tree.TryFindPhandle(BinaryPrimitives.ReadUInt32BigEndian(gpios), out DeviceTreeNode controller))
            {
                continue;
            }

            bool expander = controller.IsCompatible("raspberrypi,firmware-gpio"u8);
            bool known = expander || controller.IsCompatible(BcmGpio.Compatible2711) || controller.IsCompatible(BcmGpio.Compatible2835);
            board.Led = new BoardLed
            {
                Driver = expander ? LedDriver.Expander : known ? LedDriver.Gpio : LedDriver.None,
                Pin = (int)BinaryPrimitives.ReadUInt32BigEndian(gpios[4..]) + (expander ? RaspberryPi.ExpanderBase : 0),
                ActiveLow = (BinaryPrimitives.ReadUInt32BigEndian(gpios[8..]) & ActiveLow) != 0,
            };
        }
    }

    // PA of a node's first registers, 0 where no bus leads there.
    private static ulong Registers(in DeviceTree tree, in DeviceTreeNode node) =>
        tree.TryGetRegisters(node, 0, out MemoryRange registers) ? registers.Start : 0;

    private static void ReadPsci(in DeviceTreeNode root, ref Board board)
    {
        if (root.TryFindChild("psci"u8, out DeviceTreeNode psci) && psci.TryGetText("method"u8, out ReadOnlySpan<byte> method))
        {
            board.Conduit = method.SequenceEqual("hvc"u8) ? SmcccConduit.Hvc
                : method.SequenceEqual("smc"u8) ? SmcccConduit.Smc
                : SmcccConduit.None;
            board.CpuOn =
                psci.IsCompatible("arm,psci-1.0"u8) || psci.IsCompatible("arm,psci-0.2"u8)
                    ? Psci.CpuOnFunction
                    : psci.GetCell("cpu_on"u8, 0);
        }
    }

    // SAFETY: the tree is mapped for the whole boot and never moves.
    private static byte* Address(ReadOnlySpan<byte> text) =>
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text));
}
