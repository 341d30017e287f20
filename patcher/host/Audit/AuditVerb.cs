using System;
using System.IO;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Audit;

/// <summary>Writes down what is in the Image, and fails where something new or too large has come in.</summary>
internal static class AuditVerb
{
    public static Verb Verb { get; } = new(
        "audit",
        "ELF --object kernel.o --image Image -o image-audit.txt " +
        "[--module BareMetal] [--allow expected-helpers.txt] [--budget image-budget.txt]",
        ["--object", "--image", "-o", "--module", "--allow", "--budget"],
        Run);

    private static int Run(Arguments arguments)
    {
        ElfFile elf = ElfFile.Load(arguments.SingleInput("linked ELF file"));
        ElfFile ilcObject = ElfFile.Load(arguments.Require("--object"));
        var audit = new ImageAudit(
            elf,
            ilcObject,
            arguments.Find("--module") ?? "BareMetal",
            (ulong)new FileInfo(arguments.Require("--image")).Length,
            ExpectedNames.Load(DataFile(arguments, "--allow", "expected-helpers.txt")),
            ImageBudget.Load(DataFile(arguments, "--budget", "image-budget.txt")));
        File.WriteAllText(arguments.Require("-o"), AuditText.Of(audit));
        foreach (Diagnostic finding in audit.Findings)
        {
            Console.Error.WriteLine(finding);
        }

        return audit.Findings.Count == 0 ? 0 : 1;
    }

    private static string DataFile(Arguments arguments, string option, string name) =>
        arguments.Find(option) ?? Path.Combine(AppContext.BaseDirectory, name);
}
