using System;
using System.Diagnostics;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>What a boot says about the machine, in Linux's words where Linux has some.</summary>
internal static unsafe class BootLog
{
    /// <summary>The first lines: what was booted, on what.</summary>
    public static void Write(in Board board, ulong imagePhysical, ulong entryLevel, DeviceTreeError treeError)
    {
        Log.Begin();
        Log.Text("BareMetal "u8);
        Log.Text(BuildInfo.Version);
        Log.Text(", image sha256 "u8);
        Span<byte> hash = stackalloc byte[ImageHash.HexDigits];
        ImageHash.WriteHex(hash);
        Log.Text(hash);
        Log.End();

        Log.Begin();
        Log.Text("entered at EL"u8);
        Log.Decimal(entryLevel);
        Log.Text(", loaded at "u8);
        Log.Hex(imagePhysical, 8);
        Log.End();

        if (treeError != DeviceTreeError.None)
        {
            Log.Begin();
            Log.Text("device tree: "u8);
            Log.Text(DeviceTreeErrorText.Of(treeError));
            Log.Text("; going on with "u8);
            Log.Text(board.Gpio != 0 ? "the Raspberry Pi's ATAGS"u8
                : board.Console != ConsoleKind.None ? "the defaults of QEMU's virt and only the RAM around the Image"u8
                : "only the RAM around the Image"u8);
            Log.End();
        }

        WriteCounter();
        if (board.UnknownConsoleBytes != 0)
        {
            WriteText("no console for compatible "u8, new ReadOnlySpan<byte>(board.UnknownConsole, board.UnknownConsoleBytes));
        }
        else if (board.Console == ConsoleKind.None)
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

    /// <summary>The CPU that runs the boot, what it has to no avail, and what of its errata doesn't matter.</summary>
    public static void WriteCpu(in IdRegisters registers)
    {
        Log.Begin();
        Log.Text("Booting on CPU [MIDR "u8);
        Log.Hex(registers.Get(IdRegister.MidrEl1), 8);
        Log.Text(", REVIDR "u8);
        Log.Hex(registers.Get(IdRegister.RevidrEl1));
        Log.Text("]"u8);
        Log.End();
        WriteHidden(registers);
        WriteErrata(registers);
    }

    /// <summary>Registers in which a core is unlike the boot core, one line each; @idregs has the values.</summary>
    public static void WriteSanityCheck(int cpu, IdRegisterSet unexpected)
    {
        for (int index = 0; index < IdRegisters.Count; index++)
        {
            if (unexpected.Has((IdRegister)index))
            {
                Log.Begin();
                Log.Text("CPU features: SANITY CHECK: CPU "u8);
                Log.Decimal((ulong)cpu);
                Log.Text(" is unlike the boot CPU in "u8);
                Log.Text(IdRegisters.Name((IdRegister)index));
                Log.End();
            }
        }
    }

    /// <summary>One line for each capability that isn't on every CPU.</summary>
    public static void WriteCapabilities(in CpuCapSet capabilities)
    {
        for (int index = 0; index < CpuCaps.Count; index++)
        {
            CpuCap cap = (CpuCap)index;
            if (capabilities.Has(cap) && CpuCaps.Text(cap).Length > 0)
            {
                WriteText("CPU features: detected: "u8, CpuCaps.Text(cap));
            }
        }
    }

    /// <summary>What the text has become: the same on every boot that patches it the same way.</summary>
    public static void WriteTextChecksum()
    {
        Log.Begin();
        Log.Text("alternatives: text has crc32 "u8);
        Log.Hex(TextChecksum.Compute(), 8);
        Log.End();
    }

    /// <summary>Why memory could not be mapped.</summary>
    public static void WriteMapError(MapError error) => WriteText("memory map: "u8, MapErrorText.Of(error));

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

    /// <summary>What the core has and the way to EL1 doesn't enable.</summary>
    private static void WriteHidden(in IdRegisters registers)
    {
        for (int index = 0; index < HiddenIdField.Count; index++)
        {
            IdField field = HiddenIdField.Field(index);
            if (field.Extract(registers.Get(field.Register)) != 0)
            {
                Log.Begin();
                Log.Text("CPU features: hidden: "u8);
                Log.Text(field.Name);
                Log.Text(", the way to EL1 doesn't set "u8);
                Log.Text(HiddenIdField.Control(index));
                Log.End();
            }
        }
    }

    private static void WriteErrata(in IdRegisters registers)
    {
        for (int row = 0; row < CpuErrata.SilentCount; row++)
        {
            uint number = CpuErrata.SilentNumber(row, registers);
            if (number != 0)
            {
                Log.Begin();
                Log.Text("CPU features: affected by ARM erratum "u8);
                Log.Decimal(number);
                Log.Text(", not relevant here"u8);
                Log.End();
            }
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
