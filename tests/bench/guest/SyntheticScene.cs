using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>A synthetic table, made again for each run, with the product's own callback.</summary>
// SAFETY: only addresses of symbols are taken; SyntheticTable.Arena has room for the most entries that are chosen.
internal readonly unsafe struct SyntheticScene : IScene
{
    private const int MaxWordsPerEntry = 4;

    private static EntryKind s_kind;
    private static int s_count;
    private static bool s_isShuffled;

    /// <summary>Says what <see cref="Reset"/> makes.</summary>
    public static void Choose(EntryKind kind, int count, bool isShuffled)
    {
        s_kind = kind;
        s_count = count;
        s_isShuffled = isShuffled;
    }

    public static void Reset(out AltPlan plan)
    {
        SyntheticTable.Make(s_kind, s_count, s_isShuffled, LinkerSymbol.AddressOf(&NopsCallback));
        plan = PlanMemory.Clear(SyntheticTable.Arena, SyntheticTable.Region, s_count * MaxWordsPerEntry);
    }

    /// <summary>The same for the loop in C, with its own callback.</summary>
    /// <param name="callback">VA of the callback.</param>
    public static void Reset(ulong callback) => SyntheticTable.Make(s_kind, s_count, s_isShuffled, callback);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cb_nops")]
    private static extern void NopsCallback();
}
