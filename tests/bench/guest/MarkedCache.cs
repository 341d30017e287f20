using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;

namespace BareMetal.Bench.Guest;

/// <summary><see cref="Cache"/> and <see cref="CodeMaintenance"/> with the marks of marks.S.</summary>
// SAFETY: marks.S has MaintenanceMarks at that symbol; one core writes them at a time.
internal static unsafe class MarkedCache
{
    /// <summary>Instructions that the first mark takes before it reads the count.</summary>
    public const uint CostBeforeFirst = 8;

    /// <summary>Instructions that the last mark takes after it has read the count.</summary>
    public const uint CostAfterLast = 2;

    private static bool s_cleanInvalidates;

    /// <summary>The marks since they were cleared.</summary>
    public static ref MaintenanceMarks Marks => ref *(MaintenanceMarks*)LinkerSymbol.AddressOf(&MarksSymbol);

    /// <summary>As <see cref="CodeMaintenance.Initialize"/>.</summary>
    public static void Initialize(bool cleanInvalidates) => s_cleanInvalidates = cleanInvalidates;

    /// <summary>As <see cref="CodeMaintenance.CleanLine"/>.</summary>
    public static void CleanLine(ulong address)
    {
        if (s_cleanInvalidates)
        {
            CleanAndInvalidateToPoC(address);
        }
        else
        {
            CleanToPoU(address);
        }
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_marked_ic_ialluis")]
    public static extern void InvalidateInstructionCaches();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_marked_dsb_ish")]
    public static extern void DataBarrier();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_marked_isb")]
    public static extern void ContextSynchronize();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_marked_dc_cvau")]
    private static extern void CleanToPoU(ulong address);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_marked_dc_civac")]
    private static extern void CleanAndInvalidateToPoC(ulong address);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_marks")]
    private static extern void MarksSymbol();
}
