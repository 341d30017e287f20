using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;

internal static class Program
{
    private static Block s_block;

    [CpusHave(CpuCap.HasCrc32)]
    private static extern bool HasCrc32 { get; }

    public static int Main(BootArguments arguments)
    {
        Span<byte> bytes = s_block;
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 37);
        }

        long start = Stopwatch.GetTimestamp();
        uint best = Castagnoli.Of(bytes);
        long middle = Stopwatch.GetTimestamp();
        uint table = Castagnoli.OfByTable(bytes);
        long end = Stopwatch.GetTimestamp();

        Console.Write(HasCrc32 ? "checksum by CRC32CX: " : "checksum by table: ");
        Console.WriteLine(best);
        Console.Write("ticks: ");
        Console.Write(middle - start);
        Console.Write(", by table always: ");
        Console.WriteLine(end - middle);
        return best == table ? 0 : 1;
    }

    [InlineArray(65536)]
    private struct Block
    {
        private byte _first;
    }
}
