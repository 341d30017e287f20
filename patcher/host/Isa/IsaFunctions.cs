using System;
using System.Collections.Generic;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Isa;

/// <summary>Functions that check themselves whether a CPU has what they use: patcher/host/isa-functions.txt.</summary>
internal sealed class IsaFunctions(string path, List<PatternLine> lines)
{
    private static readonly string[] s_kinds = ["isa"];

    public IReadOnlyList<PatternLine> All => lines;

    public static IsaFunctions Load(string path) => new(path, PatternLine.Load(path, s_kinds));

    public static IsaFunctions Parse(string path, params ReadOnlySpan<string> text) => new(path, PatternLine.Parse(path, text, s_kinds));

    /// <summary>The assembler's name of the extension.</summary>
    public static string Extension(PatternLine line) => line.Rest.Split(' ', 2)[0];

    public Diagnostic Finding(PatternLine line, string text) => new(path, line.Line, 1, DiagnosticCode.Isa, text);
}
