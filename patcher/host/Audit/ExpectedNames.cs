using System.Collections.Generic;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Audit;

/// <summary>What the compiler may reference and put into the Image: patcher/host/expected-helpers.txt.</summary>
internal sealed class ExpectedNames(List<PatternLine> lines)
{
    private const string Helper = "helper";
    private const string Import = "import";
    private const string Symbol = "symbol";

    public static ExpectedNames Load(string path) => new(PatternLine.Load(path, [Helper, Import, Symbol]));

    /// <summary>A runtime helper that an ILC object may leave undefined.</summary>
    public bool IsHelper(string name) => Find(Helper, name) is not null;

    /// <summary>A function of ours in assembly, or a symbol of the linker script.</summary>
    public bool IsImport(string name) => Find(Import, name) is not null;

    /// <summary>A symbol that the compiler may define in the Image.</summary>
    public bool IsSymbol(string name) => Find(Symbol, name) is not null;

    public string ReasonFor(string helper) => Find(Helper, helper) ?? "not expected";

    private string? Find(string kind, string name)
    {
        foreach (PatternLine line in lines)
        {
            if (line.Kind == kind && line.Matches(name))
            {
                return line.Rest;
            }
        }

        return null;
    }
}
