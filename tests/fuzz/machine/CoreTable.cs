using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Cores;

/// <summary>Stands in for the table of cores, which the Image keeps where cores find it with the MMU off.</summary>
internal static class CoreTable
{
    public const int Capacity = 512;

    private static readonly CoreEntry[] s_entries = new CoreEntry[Capacity];

    /// <summary>How many there are, the boot core among them.</summary>
    public static int Count { get; private set; }

    /// <summary>Cores that didn't fit.</summary>
    public static int Overflow { get; private set; }

    /// <summary>No core but the boot core starts.</summary>
    public static bool TookPart(int index) => false;

    public static unsafe Core* At(int index) => s_entries[index].Core;

    public static ref CoreEntry Get(int index) => ref s_entries[index];

    /// <summary>The boot core alone.</summary>
    public static void Clear()
    {
        Count = 1;
        Overflow = 0;
        s_entries[0] = default;
    }

    public static void Add(CoreEntry entry)
    {
        if (Count == Capacity)
        {
            Overflow++;
        }
        else
        {
            s_entries[Count++] = entry;
        }
    }
}
