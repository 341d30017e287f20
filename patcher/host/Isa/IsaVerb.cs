using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Isa;

/// <summary>Writes down the instructions beyond Armv8.0-A, and fails where a core that doesn't have one may come to it.</summary>
internal static class IsaVerb
{
    public static Verb Verb { get; } = new("isa", "ELF -o isa.txt [--functions FILE]", ["-o", "--functions"], Run);

    private static int Run(Arguments arguments)
    {
        ElfFile elf = ElfFile.Load(arguments.SingleInput("linked ELF file"));
        List<IsaFunctions> functions = [IsaFunctions.Load(Path.Combine(AppContext.BaseDirectory, "isa-functions.txt"))];
        if (arguments.Find("--functions") is { } more)
        {
            functions.Add(IsaFunctions.Load(more));
        }

        var check = new IsaCheck(elf, functions, CapabilityRules.Load());
        File.WriteAllText(arguments.Require("-o"), IsaText.Of(check));
        foreach (Diagnostic finding in check.Findings)
        {
            Console.Error.WriteLine(finding);
        }

        return check.Findings.Count == 0 ? 0 : 1;
    }
}
