using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>What an Image leaves in memory for boards without a console: the stage record and the log.</summary>
internal static class LogInMemory
{
    private const ulong LengthOffset = 0x20;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How much of the log is kept.</summary>
    public const int Capacity = 0x2000;

    /// <summary>Waits for the verdict in the log of the Image at a PA, or for all that is kept of a longer one.</summary>
    /// <param name="file">The Image, where it isn't out/Image.</param>
    /// <returns>The stage and the log.</returns>
    public static async Task<(char Stage, string Log)> ReadAsync(QmpSession qmp, ulong address, ImageFile? file = null)
    {
        file ??= ImageFile.Built;
        ulong record = address + Offset(file, "bm_stage");
        string saved = Path.GetTempFileName();
        try
        {
            for (; ; await Task.Delay(s_interval))
            {
                uint length = await qmp.ReadWordAsync(record + LengthOffset);
                char stage = (char)await qmp.ReadWordAsync(record);
                if (stage != 'Z' || length == 0)
                {
                    continue;
                }

                await qmp.SaveMemoryAsync(address + Offset(file, "bm_log"), length, saved);
                string log = Encoding.ASCII.GetString(await File.ReadAllBytesAsync(saved));
                if (length == Capacity
                    || log.Contains("] PASS\n", StringComparison.Ordinal)
                    || log.Contains("] FAIL ", StringComparison.Ordinal))
                {
                    return (stage, log);
                }
            }
        }
        finally
        {
            File.Delete(saved);
        }
    }

    private static ulong Offset(ImageFile file, string symbol) => file.Elf.RequireSymbol(symbol) - ImageFile.VirtualBase;
}
