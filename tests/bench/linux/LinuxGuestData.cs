using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using BareMetal.Patcher;

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

    private const ulong ScratchAddress = 0x4c00_0000;
    private const CpuCap Present = CpuCap.AlwaysSystem;
    private const CpuCap Absent = CpuCap.HasLse128;

    /// <summary>Writes the files for a CPU and returns QEMU's arguments that load them.</summary>
    public string[] Write(LinuxCpu cpu)
    {
        Directory.CreateDirectory(folder);
        ulong tableAddress = TextAddress + table.TableAddress - table.TextStart;
        return
        [
            .. Load("linux.text", TextAddress, MemoryMarshal.AsBytes(table.Text.AsSpan())),
            .. Load($"linux-{cpu.Name}.table", tableAddress, WithOurCapabilities(cpu.Capabilities)),
            .. Load($"linux-{cpu.Name}.header", HeaderAddress, Header(cpu)),
        ];
    }

    /// <summary>Our numbers, of which only two are needed: one that is present and one that isn't.</summary>
    private byte[] WithOurCapabilities(IReadOnlySet<int> present)
    {
        byte[] bytes = [.. table.Bytes];
        foreach (ref AltInstr entry in MemoryMarshal.Cast<byte, AltInstr>(bytes.AsSpan()))
        {
            int cap = entry.Cap & ~AltInstr.CallbackBit;
            entry.Cap = (ushort)((entry.Cap & AltInstr.CallbackBit) | (ushort)(present.Contains(cap) ? Present : Absent));
        }

        return bytes;
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
            Scratch = ScratchAddress,
            Words = (ulong)table.Entries.Sum(entry => entry.Words),
            State = cpu.State,
            CallbackCount = (ulong)callbacks.Length,
        };
        image.Capabilities.Add(Present);
        foreach (int cap in cpu.Capabilities)
        {
            if (CpuCaps.TryParse(Encoding.ASCII.GetBytes(table.CapabilityName(cap)), out CpuCap ours))
            {
                image.Capabilities.Add(ours);
            }
        }

        return [.. MemoryMarshal.AsBytes([image]), .. MemoryMarshal.AsBytes(callbacks.AsSpan())];
    }

    private string[] Load(string name, ulong address, ReadOnlySpan<byte> bytes)
    {
        string file = Path.Combine(folder, name);
        File.WriteAllBytes(file, bytes);
        return ["-device", $"loader,file={file},addr=0x{address:x},force-raw=on"];
    }
}
