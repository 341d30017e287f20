using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Declarations;

/// <summary>Assembles each instruction with no more than its capability brings: what the assembler refuses is a finding.</summary>
internal static class InstructionCheck
{
    private const string Section = ".alternative";

    /// <returns>What is wrong, in the order of the declarations.</returns>
    public static List<Diagnostic> Run(IReadOnlyList<AltDeclaration> declarations, CapabilityRules capabilities)
    {
        var byCapability = new SortedDictionary<CpuCap, List<(AltDeclaration Declaration, AltChoice Choice)>>();
        foreach (AltDeclaration declaration in declarations)
        {
            foreach (AltChoice choice in declaration.Alternatives)
            {
                if (choice.Instruction is not null)
                {
                    if (!byCapability.TryGetValue(choice.Cap, out var instructions))
                    {
                        byCapability.Add(choice.Cap, instructions = []);
                    }

                    instructions.Add((declaration, choice));
                }
            }
        }

        var findings = new List<Diagnostic>();
        foreach ((CpuCap cap, var instructions) in byCapability)
        {
            Check(cap, instructions, capabilities, findings);
        }

        return findings;
    }

    private static void Check(
        CpuCap cap,
            List<(AltDeclaration Declaration, AltChoice Choice)> instructions, CapabilityRules capabilities, List<Diagnostic> findings)
    {
        string path = Path.GetTempFileName();
        try
        {
            List<string> extensions = [.. capabilities.ExtensionsOf(cap)];
            IEnumerable<string> lines = instructions.Select((i, index) => $"\t.section {Section}{index},\"ax\" ; {i.Choice.Instruction}");
            var errors = Assembler.Assemble(lines, extensions, path);
            foreach ((int line, string text) in errors)
            {
                (AltDeclaration declaration, AltChoice choice) = instructions[line];
                findings.Add(Finding(declaration, choice, Explain(cap, extensions, text)));
            }

            if (errors.Count == 0)
            {
                CheckWords(ElfFile.Load(path), instructions, findings);
            }
            else
            {
                // There is no object: of the others there is one without them.
                HashSet<int> refused = [.. errors.Select(e => e.Line)];
                Check(cap, [.. instructions.Where((_, index) => !refused.Contains(index))], capabilities, findings);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Explain(CpuCap cap, List<string> extensions, string text) =>
        text.Contains("requires:", StringComparison.Ordinal) || text.Contains("system register", StringComparison.Ordinal)
            ? $"{text}, and {CapabilityRules.Name(cap)} says no more than that the CPU has " +
                $"{(extensions.Count == 0 ? "Armv8.0-A" : string.Join(", ", extensions))}: name the capability that brings the instruction"
            : $"the assembler says: {text}";

    private static void CheckWords(
        ElfFile file, List<(AltDeclaration Declaration, AltChoice Choice)> instructions, List<Diagnostic> findings)
    {
        for (int i = 0; i < instructions.Count; i++)
        {
            (AltDeclaration declaration, AltChoice choice) = instructions[i];
            ElfSection section = file.FindSection($"{Section}{i}")!;
            if (section.Size != A64.WordBytes)
            {
                findings.Add(Finding(declaration, choice, $"{section.Size / A64.WordBytes} instructions, and a call is replaced by one"));
            }
            else if (file.RelocationsOf(section).Count != 0 || DependsOnAddress(BinaryPrimitives.ReadUInt32LittleEndian(section.Data.Span)))
            {
                findings.Add(Finding(declaration, choice, "it depends on where it stands, which is each call of the method"));
            }
        }
    }

    private static bool DependsOnAddress(uint instruction) => PcRelative.Form(instruction) != PcRelativeForm.None;

    private static Diagnostic Finding(AltDeclaration declaration, AltChoice choice, string text) => new(
        choice.Position.File,
        choice.Position.Line,
        choice.Position.Column,
        DiagnosticCode.BadAlternative,
        $"{MethodName.Of(declaration.Method)}: '{choice.Instruction}': {text}");
}
