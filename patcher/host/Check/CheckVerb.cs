using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.Audit;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Isa;
using BareMetal.AltTool.Safety;

namespace BareMetal.AltTool.Check;

/// <summary>
/// Checks a linked file in up to three parts, each asked for by the file that its list goes to: what is in the Image, whether it can be
/// patched safely, which instructions it has. A part that fails doesn't keep the others from running.
/// </summary>
internal static class CheckVerb
{
    private const int Unusable = 2;

    private static readonly CheckPart[] s_parts =
    [
        new("--audit", ["--object", "--image", "--module", "--allow", "--budget"], Audit),
        new("--safety", ["--rules"], Safety),
        new("--isa", ["--functions"], Isa),
    ];

    public static Verb Verb { get; } = new(
        "check",
        "ELF [--audit FILE --object kernel.o --image Image [--module BareMetal] [--allow expected-helpers.txt] " +
        "[--budget image-budget.txt]] " +
        "[--safety FILE [--rules patch-safety.txt]] [--isa FILE [--functions isa-functions.txt]]",
        [.. Array.ConvertAll(s_parts, part => part.Output), .. ListOptions()],
        Run);

    private static int Run(Arguments arguments)
    {
        string path = arguments.SingleInput("linked ELF file");
        List<CheckPart> parts = FindParts(arguments);
        ElfFile elf = ElfFile.Load(path);
        Lazy<LinkedCode> code = new(() => new LinkedCode(elf));
        int exitCode = 0;
        foreach (CheckPart part in parts)
        {
            exitCode = Math.Max(exitCode, Run(part, arguments, elf, code));
        }

        return exitCode;
    }

    private static List<CheckPart> FindParts(Arguments arguments)
    {
        var parts = new List<CheckPart>();
        foreach (CheckPart part in s_parts)
        {
            if (arguments.Find(part.Output) is not null)
            {
                parts.Add(part);
            }
            else if (Array.Find(part.Options, option => arguments.Find(option) is not null) is { } option)
            {
                throw new CommandLineException($"{option} is of {part.Output}, which is missing");
            }
        }

        return parts.Count > 0
            ? parts
            : throw new CommandLineException("nothing is to be checked: give one of --audit, --safety and --isa");
    }

    private static int Run(CheckPart part, Arguments arguments, ElfFile elf, Lazy<LinkedCode> code)
    {
        try
        {
            (string text, IReadOnlyList<Diagnostic> findings) = part.Check(arguments, elf, code);
            File.WriteAllText(arguments.Require(part.Output), text);
            foreach (Diagnostic finding in findings)
            {
                Console.Error.WriteLine(finding);
            }

            return findings.Count == 0 ? 0 : 1;
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(new Diagnostic(e.File, DiagnosticCode.Input, e.Message));
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(new Diagnostic(part.Output, DiagnosticCode.Input, $"{e.Message} Check the paths"));
        }

        return Unusable;
    }

    private static (string Text, IReadOnlyList<Diagnostic> Findings) Audit(Arguments arguments, ElfFile elf, Lazy<LinkedCode> code)
    {
        var audit = new ImageAudit(
            elf,
            ElfFile.Load(arguments.Require("--object")),
            arguments.Find("--module") ?? "BareMetal",
            (ulong)new FileInfo(arguments.Require("--image")).Length,
            ExpectedNames.Load(DataFile(arguments, "--allow", "expected-helpers.txt")),
            ImageBudget.Load(DataFile(arguments, "--budget", "image-budget.txt")));
        return (AuditText.Of(audit), audit.Findings);
    }

    private static (string Text, IReadOnlyList<Diagnostic> Findings) Safety(Arguments arguments, ElfFile elf, Lazy<LinkedCode> code)
    {
        SafetyRules rules = SafetyRules.Load(DataFile(arguments, "--rules", "patch-safety.txt"));
        var safety = new ImageSafety(code.Value, rules);
        return (SafetyText.Of(safety), safety.Findings);
    }

    // A program's functions come in addition to the project's.
    private static (string Text, IReadOnlyList<Diagnostic> Findings) Isa(Arguments arguments, ElfFile elf, Lazy<LinkedCode> code)
    {
        List<IsaFunctions> functions = [IsaFunctions.Load(Shipped("isa-functions.txt"))];
        if (arguments.Find("--functions") is { } more)
        {
            functions.Add(IsaFunctions.Load(more));
        }

        var check = new IsaCheck(code.Value, functions, CapabilityRules.Load());
        return (IsaText.Of(check), check.Findings);
    }

    private static IEnumerable<string> ListOptions()
    {
        foreach (CheckPart part in s_parts)
        {
            foreach (string option in part.Options)
            {
                yield return option;
            }
        }
    }

    private static string DataFile(Arguments arguments, string option, string name) => arguments.Find(option) ?? Shipped(name);

    private static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
