using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Safety;

/// <summary>Nothing that runs while text is being written is patched itself, and all of it is known.</summary>
internal sealed class ClosureCheck(string image, ImageText text, PatchRanges ranges, SafetyRules rules, PatchClosure closure)
{
    private const string Remedy =
        "call a function without a site there (boot/cpu has such leaves), or take the call out of what runs at that time";

    private readonly List<Diagnostic> _findings = [];

    public List<Diagnostic> Run()
    {
        CheckNames();
        CheckRanges();
        CheckIndirect();
        CheckStrays();
        return _findings;
    }

    private void CheckNames()
    {
        foreach (PatternLine line in closure.MissingNames)
        {
            string what = line.Kind == "calls" ? $"'{line.Pattern}' or '{line.Rest}'" : $"'{line.Pattern}'";
            _findings.Add(rules.Finding(
                line,
                DiagnosticCode.UnsafePatching,
                $"{what} is no function of the Image: write its present name here, " +
                "and keep the compiler from inlining a root (MethodImplOptions.NoInlining)"));
        }
    }

    /// <summary>A site anywhere in a reached function counts, whether or not its branches are seen to lead there.</summary>
    private void CheckRanges()
    {
        var reached = new HashSet<CodeFunction>(closure.Functions);
        foreach (PatchRange range in ranges.All)
        {
            if (FirstReached(range) is { } address)
            {
                Find($"{range} runs while text is being written, reached by {closure.Chain(address)}: {Remedy}");
            }
            else if (range.IsSite && text.Functions.Find(range.Start) is { } function && reached.Contains(function))
            {
                Find($"{function.Name}, parts of which run while text is being written, holds {range}: move it to a function of its own");
            }
        }
    }

    private ulong? FirstReached(PatchRange range)
    {
        for (ulong address = range.Start; address < range.End; address += sizeof(uint))
        {
            if (closure.Reaches(address))
            {
                return address;
            }
        }

        return null;
    }

    private void CheckIndirect()
    {
        foreach (ulong branch in closure.UnknownTargets)
        {
            string function = text.Functions.Find(branch)?.Name ?? "FUNCTION";
            Find(
                $"{text.Functions.Describe(branch)} (0x{branch:x}) goes to an address in a register while text is being written, " +
                $"and nothing says which; reached by {closure.Chain(branch)}: call a function by its name, " +
                $"or write 'calls {function} CALLEE' into patcher/host/patch-safety.txt");
        }
    }

    private void CheckStrays()
    {
        foreach ((ulong from, ulong to) in closure.Strays)
        {
            Find(
                $"{text.Functions.Describe(from)} (0x{from:x}) goes on at 0x{to:x}, which isn't code; reached by {closure.Chain(from)}: " +
                "end the function with a branch, ret or brk");
        }
    }

    private void Find(string finding) => _findings.Add(new Diagnostic(image, DiagnosticCode.UnsafePatching, finding));
}
