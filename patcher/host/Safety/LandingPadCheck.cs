using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Safety;

/// <summary>
/// A landing pad of a site stays one in each of its replacements: else the plan would be refused on the CPUs that take that one. What
/// callbacks write only the plan sees.
/// </summary>
internal sealed class LandingPadCheck(string image, ImageText text, PatchRanges ranges)
{
    public List<Diagnostic> Run()
    {
        var findings = new List<Diagnostic>();
        foreach (PatchRange site in ranges.All)
        {
            ulong end = site.IsSite && !site.Entry.IsCallback ? site.End : site.Start;
            for (ulong address = site.Start; address < end; address += A64.WordBytes)
            {
                ulong source = site.Entry.Alternative + (address - site.Start);
                if (text.Contains(address) && text.Contains(source) && !LandingPad.IsKept(text.WordAt(address), text.WordAt(source)))
                {
                    findings.Add(new Diagnostic(
                        image,
                        DiagnosticCode.LostLandingPad,
                        $"{text.Functions.Describe(address)} (0x{address:x}) in {site}: " +
                        "a landing pad that its replacement lacks: put bti c, bti j, bti jc, " +
                        "paciasp or pacibsp in its place, that lets in as much, or leave the pad out of the site"));
                }
            }
        }

        return findings;
    }
}
