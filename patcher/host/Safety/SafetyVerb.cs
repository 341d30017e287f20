using System;
using System.IO;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Safety;

/// <summary>Writes down what runs while text is being written, and fails where a linked Image can't be patched safely.</summary>
internal static class SafetyVerb
{
    public static Verb Verb { get; } = new("safety", "ELF -o patch-safety.txt [--rules FILE]", ["-o", "--rules"], Run);

    private static int Run(Arguments arguments)
    {
        ElfFile elf = ElfFile.Load(arguments.SingleInput("linked ELF file"));
        string rules = arguments.Find("--rules") ?? Path.Combine(AppContext.BaseDirectory, "patch-safety.txt");
        var safety = new ImageSafety(elf, SafetyRules.Load(rules));
        File.WriteAllText(arguments.Require("-o"), SafetyText.Of(safety));
        foreach (Diagnostic finding in safety.Findings)
        {
            Console.Error.WriteLine(finding);
        }

        return safety.Findings.Count == 0 ? 0 : 1;
    }
}
