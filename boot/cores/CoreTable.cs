using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Cores;

/// <summary>
/// The cores of the machine, by number: the boot core is 0, the others follow in the order of the device tree. Cores that start look
/// themselves up in it with the MMU off, so what they read is cleaned to the PoC.
/// </summary>
// SAFETY: indexes are below Count, which is at most what secondary.S has room for. The boot core alone writes; others read what is
// cleaned to the PoC.
internal static unsafe class CoreTable
{
    private static CoreEntry* Entries => (CoreEntry*)LinkerSymbol.AddressOf(&EntriesSymbol);

    private static ulong* Published => (ulong*)LinkerSymbol.AddressOf(&PublishedSymbol);

    /// <summary>How many there are, also such that are left out.</summary>
    public static int Count { get; private set; }

    /// <summary>How many run patched code.</summary>
    public static int OnlineCount
    {
        get
        {
            int count = 0;
            for (int index = 0; index < Count; index++)
            {
                count += IsOnline(index) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>Core <paramref name="index"/>.</summary>
    public static ref CoreEntry Get(int index) => ref Entries[index];

    /// <summary>What core <paramref name="index"/> has of its own; null where it wasn't started.</summary>
    public static Core* At(int index) => Entries[index].Core;

    /// <summary>Whether core <paramref name="index"/> runs patched code.</summary>
    public static bool IsOnline(int index) => IsAt(index, CoreState.Online);

    /// <summary>Whether core <paramref name="index"/> has come so far, and no further.</summary>
    public static bool IsAt(int index, CoreState state) => At(index) != null && Flag.Load(&At(index)->State) == (uint)state;

    /// <summary>Whether core <paramref name="index"/> has come at all.</summary>
    public static bool HasCome(int index) => At(index) != null && !IsAt(index, CoreState.Off);

    /// <summary>
    /// Whether core <paramref name="index"/>, not the boot core, had a part in what is decided: it came in time and wasn't left
    /// out.
    /// </summary>
    public static bool TookPart(int index) => At(index) != null && At(index)->Order == (uint)CoreOrder.Join;

    /// <summary>To be called once, before any other method here: the boot core is online, the others aren't started.</summary>
    public static void Fill(in BoardCores cores)
    {
        Count = cores.Count;
        for (int index = 0; index < Count; index++)
        {
            Entries[index] = new CoreEntry { Mpidr = cores[index].Mpidr, Error = cores[index].Error };
        }

        Entries[0].Core = Core.Boot;
        Core.Boot->State = (uint)CoreState.Online;
    }

    /// <summary>
    /// Lets cores that start look themselves up: once, when all are known. They go on where they have a <see cref="CoreEntry.Core"/>.
    /// </summary>
    public static void Open()
    {
        Cache.CleanAndInvalidateToPoC((ulong)Entries, (ulong)(Count * sizeof(CoreEntry)));
        *Published = (ulong)Count;
        Cache.CleanAndInvalidateToPoC((ulong)Published, sizeof(ulong));
        Cache.CleanAndInvalidateToPoC(ImageLayout.StartPage, PageTables.PageSize);
    }

    /// <summary>Tells core <paramref name="index"/> what it has of its own; with null, that it isn't to start.</summary>
    public static void Publish(int index, Core* core)
    {
        Entries[index].Core = core;
        Cache.CleanAndInvalidateToPoC((ulong)(Entries + index), (ulong)sizeof(CoreEntry));
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_core_entries")]
    private static extern void EntriesSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_core_count")]
    private static extern void PublishedSymbol();
}
