namespace BareMetal.Boot;

/// <summary>
/// The cleaning of written code, for the patching path itself. On Cortex-A53 up to r0p2 a clean can lose data
/// (WORKAROUND_CLEAN_CACHE), so there each line is cleaned and invalidated.
/// </summary>
internal static class CodeMaintenance
{
    private static bool s_cleanInvalidates;

    /// <summary>To be called when the capabilities are known, before anything is patched.</summary>
    public static void Initialize(bool cleanInvalidates) => s_cleanInvalidates = cleanInvalidates;

    /// <summary>Makes the data cache line at a VA visible to instruction fetches.</summary>
    public static void CleanLine(ulong address)
    {
        if (s_cleanInvalidates)
        {
            Cache.CleanAndInvalidateToPoC(address);
        }
        else
        {
            Cache.CleanToPoU(address);
        }
    }
}
