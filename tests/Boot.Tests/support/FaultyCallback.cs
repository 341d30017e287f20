using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Patcher;

namespace BareMetal.Boot.Tests;

/// <summary>
/// out/guest/Image, an entry of which leads to a callback of tests/guest/FaultCallbacks.cs: what that does comes in the middle of
/// the plan of a pass, in a boot that is any other's otherwise.
/// </summary>
internal sealed class FaultyCallback : IDisposable
{
    /// <summary>PA at which QEMU's virt has RAM, and how much the boot gets.</summary>
    public const ulong MemoryAddress = 0x4000_0000;

    private const int MemoryBytes = 64 << 20;

    /// <param name="pass">The pass in whose plan it is called.</param>
    /// <param name="callback">Its symbol.</param>
    public FaultyCallback(AltPass pass, string callback)
    {
        ulong site = ImageFile.Guest.Elf.RequireSymbol(pass == AltPass.Boot ? "bm_fault_last" : "bm_guest_arguments");
        Entry = ImageFile.Guest.Table.Single(entry => entry.Original == site).Index;
        Image = new DamagedImage(ImageFile.Guest);
        Image.SetAlternative(Entry, ImageFile.Guest.Elf.RequireSymbol(callback));
    }

    public DamagedImage Image { get; }

    /// <summary>Index of the entry.</summary>
    public int Entry { get; }

    /// <summary>A boot argument: where something is, from the start of text.</summary>
    public static string At(ulong address) => $"at={address - ImageFile.VirtualBase:x}";

    /// <summary>Boots, and reads all memory from outside when the machine is off.</summary>
    public async Task<(BootLog Log, byte[] Memory)> BootAsync(string arguments, int cpus = 1, string cpu = "max")
    {
        BootCase bootCase = SharedBoots.Json(cpu, arguments: arguments) with { CpuCount = cpus, Memory = "64", Image = Image.Save() };
        return await PoweredOffMachine.ReadMemoryAsync(bootCase, MemoryAddress, MemoryBytes);
    }

    /// <summary>The Image in memory is the file's, but for these words.</summary>
    public void HasText(byte[] memory, BootLog log, IEnumerable<PlannedWord> written)
    {
        byte[] expected = Image.Bytes[..Image.File.ConstantBytes];
        foreach (PlannedWord word in written)
        {
            ImageFile.SetWord(expected, word.Address, word.New);
        }

        BootAssert.None(Image.File.Differences(expected, Page(memory, ImageFile.LoadAddress, expected.Length)), log);
    }

    /// <summary>An error about a word.</summary>
    public Refusal At(PlannedWord word, AltErrorCode code) => Refusal.At(Image.File, word.Entry, word.Address, code);

    /// <summary>Part of what <see cref="BootAsync"/> read, by its PA.</summary>
    public static byte[] Page(byte[] memory, ulong physical, int bytes = (int)PlannedWord.PageBytes) =>
        memory.AsSpan((int)(physical - MemoryAddress), bytes).ToArray();

    /// <inheritdoc/>
    public void Dispose() => Image.Dispose();
}
