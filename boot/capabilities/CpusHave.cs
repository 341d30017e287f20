using BareMetal.Boot.Alternatives;
using BareMetal.Patcher;

namespace BareMetal.Boot.Capabilities;

/// <summary>
/// Questions about the capabilities of all CPUs, with the names that Linux has for them: cpus_have_cap, cpus_have_final_cap,
/// alternative_is_applied. When the program runs all answers are final; boot may ask at any time.
/// </summary>
public static class CpusHave
{
    private static CpuCapAnswers s_answers;

    /// <summary>Whether all CPUs that are known now have a capability. Before the system pass another CPU may take it away.</summary>
    public static bool Cap(CpuCap cap) => s_answers.Has(cap);

    /// <summary>
    /// Whether all CPUs have a capability for good: decided by the boot pass for capabilities of boot scope, by the system pass for
    /// others.
    /// </summary>
    public static CpuCapAnswer FinalCap(CpuCap cap) => s_answers.HasForGood(cap);

    /// <summary>Whether the text has the alternatives of a capability.</summary>
    public static bool Applied(CpuCap cap) => ImageAlternatives.Plan.Applied.Has(cap);

    /// <summary>For boot: what was found up to now.</summary>
    internal static void Update(in CpuCapSet found) => s_answers.Update(found);

    /// <summary>For boot: the capabilities of a pass are decided.</summary>
    internal static void Decide(AltPass pass) => s_answers.Decide(pass);
}
