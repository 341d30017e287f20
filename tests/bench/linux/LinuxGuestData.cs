using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace BareMetal.Bench;

/// <summary>A kernel's text and table as files for QEMU's loader, and the header that leads the guest to them.</summary>
/// <param name="table">The kernel.</param>
/// <param name="folder">Where the files go.</param>
public sealed class LinuxGuestData(LinuxTable table, string folder)
{
    /// <summary>RAM that the guest needs, in MiB.</summary>
    public const string Memory = "256";

    /// <summary>PA of the header.</summary>
    public const ulong HeaderAddress = 0x4900_0000;

    /// <summary>PA of the first byte of text.</summary>
    public const ulong TextAddress = 0x4a00_0000;

    private const ulong CopyAddress = 0x4c00_0000;
    private const ulong ScratchAddress = 0x4e00_0000;

    /// <summary>Writes the files for a CPU and returns QEMU's arguments that load them.</summary>
    public string[] Write(LinuxCpu cpu)
    {
        Directory.CreateDirectory(folder);
        string text = Save("linux.text", MemoryMarshal.AsBytes(table.Text.AsSpan()));
        ulong tableAddress = TextAddress + table.TableAddress - table.TextStart;
        return
        [
            .. Load(text, TextAddress),
            .. Load(text, CopyAddress),
            .. Load(Save($"linux-{cpu.Name}.table", table.BytesFor(cpu)), tableAddress),
            .. Load(Save($"linux-{cpu.Name}.header", Header(cpu)), HeaderAddress),
        ];
    }

    private byte[] Header(LinuxCpu cpu)
    {
        LinuxCallbackEntry[] callbacks = table.ModelledCallbacks();
        LinuxImage image = new()
        {
            Magic = LinuxImage.ExpectedMagic,
            TextAddress = table.TextStart,
            TextBytes = table.TextEnd - table.TextStart,
            TableAddress = table.TableAddress,
            TableBytes = (ulong)table.Bytes.Length,
            Physical = TextAddress,
            Copy = CopyAddress,
            Scratch = ScratchAddress,
            Words = (ulong)table.Entries.Sum(entry => entry.Words),
            Capabilities = table.CapabilitiesOf(cpu),
            State = cpu.State,
            CallbackCount = (ulong)callbacks.Length,
        };
        return [.. MemoryMarshal.AsBytes([image]), .. MemoryMarshal.AsBytes(callbacks.AsSpan())];
    }

    private static string[] Load(string file, ulong address) => ["-device", $"loader,file={file},addr=0x{address:x},force-raw=on"];

    // Moved into place: another boot may be loading the last one.
    private string Save(string name, ReadOnlySpan<byte> bytes)
    {
        string file = Path.Combine(folder, name);
        string scratch = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllBytes(scratch, bytes);
        File.Move(scratch, file, overwrite: true);
        return file;
    }
}
