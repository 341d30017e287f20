using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Serial;

/// <summary>
/// Signs of life, one character a step, in the record that start/stage.inc describes. The steps before C# are 'A' to
/// 'D'; a boot that stops without a word has done everything up to the character it left.
/// </summary>
// SAFETY: the record lies in .stage, which the linker script keeps apart from all other data.
internal static unsafe class Stage
{
    // start.S has left this one in the record; with the MMU on, it can be sent only from C#.
    public const byte Mmu = (byte)'D';
    public const byte CSharp = (byte)'E';
    public const byte DeviceTree = (byte)'F';
    public const byte Console = (byte)'G';

    /// <summary>In place of <see cref="Console"/>: there is no driver for the console; the log is in memory only.</summary>
    public const byte NoConsole = (byte)'g';
    public const byte LinearMap = (byte)'H';
    public const byte CpuFeatures = (byte)'I';
    public const byte Patched = (byte)'J';
    public const byte Protected = (byte)'K';
    public const byte Program = (byte)'L';
    public const byte Verdict = (byte)'Z';
    public const byte Exception = (byte)'!';

    private static ulong s_earlyConsole;

    /// <summary>
    /// Built with EARLYCON, lets stages be sent from now on. To be called once page tables can be written: what maps the UART may be
    /// patched, and stages are reached also while text is being written.
    /// </summary>
    public static void OpenEarlyConsole()
    {
        if (BuildInfo.EarlyConsole != 0
            && PhysicalWindow.MapDevice(BuildInfo.EarlyConsole, sizeof(uint), out ulong registers) == MapError.None)
        {
            s_earlyConsole = registers;
        }
    }

    /// <summary>Leaves <paramref name="stage"/> in the record and, built with EARLYCON, sends it on a line of its own.</summary>
    public static void Reach(byte stage)
    {
        // SAFETY: eight bytes that the linker script keeps apart from all other data.
        *(ulong*)ImageLayout.StageRecord = stage;

        // A reset loses what is only in a cache.
        Cache.CleanAndInvalidateToPoC(ImageLayout.StageRecord);
        Cache.SystemBarrier();
        if (s_earlyConsole != 0)
        {
            SendEarly(stage);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SendEarly(byte stage)
    {
        Mmio.Write(s_earlyConsole, stage);
        Mmio.Write(s_earlyConsole, '\r');
        Mmio.Write(s_earlyConsole, '\n');
    }
}
