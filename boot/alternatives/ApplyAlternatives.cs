using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Applies tables of alternatives at EL1, to text that the linear alias reaches.</summary>
internal static class ApplyAlternatives
{
    /// <summary>
    /// Both passes over the table and text that <paramref name="plan"/> was made for. False where anything is wrong with any entry: all of
    /// it has been logged then, and the text is what it was.
    /// </summary>
    public static bool Region(ref AltPlan plan, in AltInputs inputs, in AltSelection selection) =>
        Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Validate(ref plan)
        && Pass(ref plan, AltPass.Boot, inputs, selection)
        && Pass(ref plan, AltPass.System, inputs, selection);

    private static bool Pass(ref AltPlan plan, AltPass pass, in AltInputs inputs, in AltSelection selection) =>
        Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Plan(ref plan, pass, inputs, selection)
        && Alternatives<LinearAliasMemory, LinkedCallbacks, ErrorLog>.Commit(ref plan, pass);
}
