using System.Collections.Generic;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Safety;

/// <summary>Where the code that patches starts, and what can't be read from an ELF file: patcher/host/patch-safety.txt.</summary>
internal sealed class SafetyRules(string path, List<PatternLine> lines)
{
    private static readonly string[] s_kinds = ["root", "vectors", "calls", "madd"];

    public static SafetyRules Load(string path) => new(path, PatternLine.Load(path, s_kinds));

    public static SafetyRules Parse(string path, params string[] text) => new(path, PatternLine.Parse(path, text, s_kinds));

    /// <summary>Functions that run while text is being written.</summary>
    public IEnumerable<PatternLine> Roots => Of("root");

    /// <summary>Exception vector tables.</summary>
    public IEnumerable<PatternLine> Vectors => Of("vectors");

    /// <summary>What indirect calls reach: from a function to a function.</summary>
    public IEnumerable<PatternLine> Calls => Of("calls");

    /// <summary>Whether a function may keep a sequence of erratum 835769.</summary>
    public bool AllowsMultiply(string function) => lines.Exists(l => l.Kind == "madd" && l.Matches(function));

    /// <summary>Where a line stands, for messages.</summary>
    public Diagnostic Finding(PatternLine line, string code, string text) => new(path, line.Line, 1, code, text);

    private List<PatternLine> Of(string kind) => lines.FindAll(l => l.Kind == kind);
}
