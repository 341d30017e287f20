using System;
using System.Diagnostics;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Efi;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Boot.Sites;

namespace BareMetal.Boot.Boards;

/// <summary>What a boot says about the machine, in Linux's words where Linux has some.</summary>
// SAFETY: the texts of a Board stay mapped for the whole boot, with the lengths that it has.
internal static unsafe class BoardLog
{
    /// <summary>The first lines: what was booted, on what.</summary>
    public static void Write(in Board board, in BootEntry entry)
    {
        Log.Begin();
        Log.Text("BareMetal "u8);
        Log.Text(BuildInfo.Version);
        Log.Text(", image sha256 "u8);
        Span<byte> hash = stackalloc byte[Sha256.HexDigits];
        Sha256.WriteHex(ImageHash.Value, hash);
        Log.Text(hash);
        Log.End();

        Log.Begin();
        Log.Text("entered at EL"u8);
        Log.Decimal(entry.Level);
        Log.Text(", loaded at "u8);
        Log.Hex(entry.Image.Start, 8);
        Log.End();

        if (board.TreeError != DeviceTreeError.None)
        {
            Log.Begin();
            Log.Text("device tree: "u8);
            Log.Text(DeviceTreeErrorText.Of(board.TreeError));
            Log.Text("; going on with "u8);
            Log.Text(board.Gpio != 0 ? "the Raspberry Pi's ATAGS"u8
                : board.Console != UartKind.None ? "the defaults of QEMU's virt and only the RAM around the Image"u8
                : "only the RAM around the Image"u8);
            Log.End();
        }

        WriteCounter();
        if (board.UnknownConsoleBytes != 0)
        {
            WriteText("no console for compatible "u8, new ReadOnlySpan<byte>(board.UnknownConsole, board.UnknownConsoleBytes));
        }
        else if (board.Console == UartKind.None)
        {
            Log.Line("no console: nothing here is known without a device tree that names one; let the boot loader pass one in x0"u8);
        }

        WriteText("Machine model: "u8, new ReadOnlySpan<byte>(board.Model, board.ModelBytes));
        WriteText("Kernel command line: "u8, new ReadOnlySpan<byte>(board.BootArguments, board.BootArgumentBytes));
        if (board.AtagsTooLong)
        {
            Log.Line("ATAGS: longer than 4 KiB: shorten the boot arguments; the rest isn't read"u8);
        }

        if (board.LoadOptionsError != EfiLoadOptionsError.None)
        {
            WriteText("efi: load options ignored: "u8, EfiLoadOptionsErrorText.Of(board.LoadOptionsError));
        }

        WriteMemory(board);
    }

    /// <summary>Why memory could not be mapped.</summary>
    public static void WriteMapError(MapError error) => WriteText("memory map: "u8, MapErrorText.Of(error));

    /// <summary>The version of the firmware's PSCI, where it has one.</summary>
    public static void WritePsciVersion()
    {
        long version = BootSites.SmcccCall(Psci.VersionFunction);
        if (version > 0)
        {
            Log.Begin();
            Log.Text("psci: PSCIv"u8);
            Log.Decimal((ulong)version >> 16);
            Log.Text("."u8);
            Log.Decimal((ulong)version & 0xffff);
            Log.Text(" detected in firmware."u8);
            Log.End();
        }
    }

    // What can't be true would be a division by zero, or times that mislead.
    private static void WriteCounter()
    {
        if (LogCounter.Frequency == 0)
        {
            Log.Begin();
            Log.Text("counter: CNTFRQ_EL0 is "u8);
            Log.Decimal((ulong)Stopwatch.Frequency);
            Log.Text(" Hz, not 1 MHz to 1 GHz: firmware must set it; the log has no times, waits take the counter for one of 50 MHz"u8);
            Log.End();
        }
    }

    private static void WriteMemory(in Board board)
    {
        if (board.HasEfiMemoryMap)
        {
            Log.Line("efi: memory as UEFI's map has it, not the device tree's memory nodes"u8);
        }

        for (int index = 0; index < board.Memory.Count; index++)
        {
            Log.Begin();
            Log.Text("memory: "u8);
            Log.Hex(board.Memory[index].Start, 8);
            Log.Text(" to "u8);
            Log.Hex(board.Memory[index].End, 8);
            Log.End();
        }
    }

    private static void WriteText(ReadOnlySpan<byte> label, ReadOnlySpan<byte> text)
    {
        Log.Begin();
        Log.Text(label);
        Log.Text(text);
        Log.End();
    }
}
