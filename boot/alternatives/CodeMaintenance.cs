using BareMetal.Boot.Cpu;
using BareMetal.Boot.Sites;
using BareMetal.Patcher;

namespace BareMetal.Boot.Alternatives;

/// <summary>
/// The cleaning of written code, for the patching path itself. On Cortex-A53 up to r0p2 a clean can lose data
/// (WORKAROUND_CLEAN_CACHE), so there each line is cleaned and invalidated.
/// </summary>
// SAFETY: two words in .data, written on the boot core before a pass is planned.
internal static unsafe class CodeMaintenance
{
    private static bool s_cleanInvalidates;

    /// <summary>To be called when the capabilities are known and before a pass is planned: what one core needs is done for all.</summary>
    public static void Initialize(in AltInputs inputs)
    {
        CtrEl0 ctr = new(inputs.Registers.Get(IdRegister.CtrEl0));
        s_cleanInvalidates = inputs.Capabilities.Has(CpuCap.WorkaroundCleanCache);
        BootSites.LineBytes[0] = ctr.DataLineBytes;
        BootSites.LineBytes[1] = ctr.InstructionLineBytes;
    }

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
