using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>What lies in memory when a guest has turned its machine off.</summary>
/// <param name="Log">The boot.</param>
/// <param name="Image">The Image's text, read-only data and table, as they lie in memory.</param>
internal sealed record MemoryAfterBoot(BootLog Log, byte[] Image)
{
    /// <summary>Boots, waits for power off and reads the first bytes of the Image.</summary>
    public static async Task<MemoryAfterBoot> ReadAsync(BootCase bootCase, int bytes)
    {
        (BootLog log, byte[] memory) = await PoweredOffMachine.ReadMemoryAsync(bootCase, ImageFile.LoadAddress, bytes);
        return new MemoryAfterBoot(log, memory);
    }
}
