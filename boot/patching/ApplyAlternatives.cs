using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cores;
using BareMetal.Patcher;

namespace BareMetal.Boot.Patching;

/// <summary>
/// Patching on a machine that runs: of tables other than the Image's own, those of code that came into the Image's memory after
/// boot, and of the Image's once more. On the boot core. The others stand still only while text is written: all is planned before.
/// </summary>
internal static class ApplyAlternatives
{
    /// <summary>
    /// Both passes over the table and text that <paramref name="plan"/> was made for. False where anything is wrong with any entry, or
    /// another core doesn't stop: all of it has been logged then, and the text is what it was.
    /// </summary>
    public static bool Region(ref AltPlan plan, in AltInputs inputs, in AltSelection selection) =>
        Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Validate(ref plan)
        && Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Plan(ref plan, AltPass.Boot, inputs, selection)
        && Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Plan(ref plan, AltPass.System, inputs, selection)
        && Rendezvous.Stop()
        && Resumed(Commit(ref plan));

    /// <summary>Takes both passes back. False as <see cref="Region"/>.</summary>
    public static bool Undo(ref AltPlan plan) =>
        Rendezvous.Stop() && Resumed(Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Undo(ref plan));

    private static bool Commit(ref AltPlan plan) =>
        Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Commit(ref plan, AltPass.Boot)
        && Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Commit(ref plan, AltPass.System);

    private static bool Resumed(bool result)
    {
        Rendezvous.Resume();
        return result;
    }
}
