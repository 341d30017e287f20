using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Source;

namespace BareMetal.AltTool.Preinit;

/// <summary>
/// Build gate over what `ilc --verbose` or `bflat --verbose` printed: every type with static fields must be initialised at build
/// time. One that isn't would be initialised at its first use, with a check at every access, by code that bare metal doesn't
/// have. And ilc exits with 0 after warnings that matter, so any line that isn't plain progress is a finding too.
/// </summary>
internal static partial class PreinitVerb
{
    private const string Progress = "ILC: ";
    private const string Failure = "ILC: Could not preinitialize '";

    public static Verb Verb { get; } = new(
        "preinit",
        "LOG [--assembly BareMetal.dll] [--source-root DIR]     (LOG: all output of ilc or bflat --verbose)",
        ["--assembly", "--source-root"],
        Run);

    private static int Run(Arguments arguments)
    {
        string path = arguments.SingleInput("log of ilc --verbose");
        string[] log = File.ReadAllLines(path);
        string sourceRoot = arguments.Find("--source-root") ?? "";
        List<Diagnostic> findings = Check(path, log, assembly: null, sourceRoot);
        if (findings.Count != 0 && arguments.Find("--assembly") is { } assemblyPath)
        {
            using var assembly = SourceAssembly.Load(assemblyPath, sourceRoot);
            findings = Check(path, log, assembly, sourceRoot);
        }

        foreach (Diagnostic finding in findings)
        {
            Console.Error.WriteLine(finding);
        }

        return findings.Count == 0 ? 0 : 1;
    }

    /// <param name="path">What messages without a position call the log.</param>
    /// <param name="assembly">Where there is one, messages name the line of the field.</param>
    /// <param name="sourceRoot">Put before positions that bflat gives relative to the root of the repository; may be empty.</param>
    public static List<Diagnostic> Check(string path, ReadOnlySpan<string> log, SourceAssembly? assembly, string sourceRoot = "")
    {
        var findings = new List<Diagnostic>();
        foreach (string line in log)
        {
            if (line.StartsWith(Failure, StringComparison.Ordinal))
            {
                findings.Add(NotPreinitialized(path, line[Failure.Length..], assembly));
            }
            else if (CSharpError().Match(line) is { Success: true } error)
            {
                findings.Add(OfCSharp(error.Groups, sourceRoot));
            }
            else if (!IsNoise(line))
            {
                findings.Add(new Diagnostic(path, DiagnosticCode.CompilerOutput, $"the compiler says: {line.Trim()}"));
            }
        }

        return findings;
    }

    /// <summary>Progress, and the stack that follows an exception of ilc's own.</summary>
    private static bool IsNoise(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        return text.IsEmpty || text.StartsWith(Progress) || text.StartsWith("at ") || text.StartsWith("--- End of ");
    }

    /// <summary>What bflat refuses though csc didn't: its own csc may be an older one.</summary>
    private static Diagnostic OfCSharp(GroupCollection error, string sourceRoot) => new(
        MappedPath.Under(sourceRoot, error["file"].Value),
        int.Parse(error["line"].Value, CultureInfo.InvariantCulture),
        int.Parse(error["column"].Value, CultureInfo.InvariantCulture),
        error["code"].Value,
        error["text"].Value);

    /// <param name="rest"><c>[module]Namespace.Type': reason</c></param>
    private static Diagnostic NotPreinitialized(string path, string rest, SourceAssembly? assembly)
    {
        int end = rest.IndexOf("': ", StringComparison.Ordinal);
        string type = WithoutModule(end < 0 ? rest : rest[..end]);
        string reason = end < 0 ? "ilc gives no reason" : rest[(end + 3)..];
        string text =
            $"the static fields of {type} can't be initialised at build time: {reason}. " +
            "Give them constants, or assign them in a method that boot calls";
        return assembly is not null && Position(assembly, type, reason) is { } position
            ? new Diagnostic(position.File, position.Line, position.Column, DiagnosticCode.NotPreinitialized, text)
            : new Diagnostic(path, DiagnosticCode.NotPreinitialized, text);
    }

    /// <summary>The initialiser with the opcode that ilc gave up at, else the first.</summary>
    private static SourcePosition? Position(SourceAssembly assembly, string type, string reason)
    {
        if (assembly.FindStaticConstructor(type) is not { } constructor)
        {
            return null;
        }

        string opcode = Between(reason, "..cctor()', opcode '", "'");
        IlInstruction culprit = assembly.Instructions(constructor).Find(i => i.Code.Name == opcode);
        return assembly.PositionOf(constructor, culprit.Offset);
    }

    private static string Between(string text, string before, string after)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf(after, start + before.Length, StringComparison.Ordinal);
        return end < 0 ? "" : text[(start + before.Length)..end];
    }

    private static string WithoutModule(string type) => type[(type.IndexOf(']', StringComparison.Ordinal) + 1)..];

    [GeneratedRegex(
        @"^(?<file>.+)\((?<line>[0-9]{1,9}),(?<column>[0-9]{1,9})\): error (?<code>CS[0-9]+): (?<text>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex CSharpError();
}
