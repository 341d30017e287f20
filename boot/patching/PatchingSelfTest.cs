using System;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Image;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Patching;

/// <summary>
/// Boot argument <c>alt.selftest</c>: applies the alternatives, undoes them, and does the same with the capabilities that every CPU has.
/// In each state every site is run, and after each undo the text must be what was linked.
/// </summary>
internal static class PatchingSelfTest
{
    /// <summary>
    /// Runs it on an Image that isn't patched, and leaves it so. False where anything went wrong, which has been logged then.
    /// </summary>
    public static bool Run(in AltInputs inputs, in AltSelection selection)
    {
        Span<byte> linked = stackalloc byte[Sha256.HashBytes];
        TextHash.Compute(linked);
        AltInputs baseline = inputs;
        baseline.Capabilities = default;
        baseline.Capabilities.Add(CpuCap.AlwaysBoot);
        baseline.Capabilities.Add(CpuCap.AlwaysSystem);
        return RunOnce("with this CPU's capabilities"u8, inputs, selection, linked)
            && RunOnce("with those of every CPU"u8, baseline, selection, linked);
    }

    private static bool RunOnce(ReadOnlySpan<byte> capabilities, in AltInputs inputs, in AltSelection selection, ReadOnlySpan<byte> linked)
    {
        if (!Apply(AltPass.Boot, inputs, selection) || !Apply(AltPass.System, inputs, selection))
        {
            return false;
        }

        AltCounts counts = ImageAlternatives.Plan.Counts;
        bool isRight = SiteChecks.Run(inputs, SiteMoment.InSelfTest);
        if (!ImageAlternatives.TryUndo())
        {
            return false;
        }

        isRight &= SiteChecks.Run(inputs, SiteMoment.InSelfTest);
        Span<byte> undone = stackalloc byte[Sha256.HashBytes];
        TextHash.Compute(undone);
        bool isLinked = undone.SequenceEqual(linked);
        WriteResult(capabilities, counts, isLinked);
        return isRight && isLinked;
    }

    private static bool Apply(AltPass pass, in AltInputs inputs, in AltSelection selection) =>
        ImageAlternatives.TryPlan(pass, inputs, selection) && ImageAlternatives.TryCommit(pass);

    private static void WriteResult(ReadOnlySpan<byte> capabilities, in AltCounts counts, bool isLinked)
    {
        Log.Begin();
        Log.Text("alternatives: self test "u8);
        Log.Text(capabilities);
        Log.Text(": "u8);
        Log.Decimal((ulong)counts.Patched);
        Log.Text(" entries and "u8);
        Log.Decimal((ulong)counts.Words);
        Log.Text(isLinked ? " words patched and undone: text is as linked"u8 : " words patched, but undone text is not as linked"u8);
        Log.End();
    }
}
