using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// Writes, as assembly, what the calls need: out-of-line code that a call reaches before patching, the instructions that replace calls, and
/// the entries of the table. The entries of one site stand together, the best last, as the patcher wants them.
/// </summary>
internal sealed class SiteAssembly(TextWriter writer)
{
    private const string FalseInstruction = "mov w0, #0";
    private const string TrueInstruction = "mov w0, #1";

    private readonly List<(string Site, AltReplacement Replacement)> _entries = [];

    public void Write(IReadOnlyList<AltDeclaration> declarations, AltSites sites)
    {
        writer.WriteLine("// By `alt compile`, from the attributes of the C# code: what calls of marked methods reach and become.");
        writer.WriteLine("\t.text\n\t.balign 4");
        foreach (AltDeclaration declaration in declarations)
        {
            var calls = sites.Sites.FindAll(s => s.Declaration == declaration);
            WriteDeclaration(declaration, calls, sites.AddressTaken.Contains(declaration));
        }

        writer.WriteLine("\n\t.section .altinstructions, \"a\"\n\t.balign 4");
        foreach ((string site, AltReplacement replacement) in _entries)
        {
            int bytes = replacement.Words * A64.WordBytes;
            writer.WriteLine($"\t.word {site} - ., {(replacement.IsCallback ? replacement.Target : replacement.Label)} - .");
            writer.WriteLine($"\t.hword {(ushort)replacement.Cap | (replacement.IsCallback ? AltInstr.CallbackBit : 0)}");
            writer.WriteLine($"\t.byte {bytes}, {(replacement.IsCallback ? 0 : bytes)}");
        }
    }

    private void WriteDeclaration(AltDeclaration declaration, List<AltSite> calls, bool isAddressTaken)
    {
        WriteOutOfLine(declaration);
        List<AltReplacement> replacements = Replacements(declaration);
        WriteReplacements(replacements);
        bool isOutOfLineSite = isAddressTaken || declaration.IsPlanned;
        List<AltReplacement> jumps = isOutOfLineSite || calls.Exists(c => c.IsTailCall) ? WriteJumps(declaration, replacements) : [];
        if (isOutOfLineSite)
        {
            List<AltReplacement> outOfLine = HasReturn(declaration) ? BeforeReturn(replacements, jumps) : jumps;
            AddEntries(declaration.Symbol, declaration.IsPlanned ? WritePadded(outOfLine) : outOfLine);
        }

        foreach (AltSite call in calls)
        {
            // In quotes, since the symbols of generic methods have angle brackets.
            AddEntries($"\"{call.Function}\" + {call.Offset}", call.IsTailCall ? jumps : replacements);
        }
    }

    /// <summary>
    /// What a call reaches before patching. Where there is a callback, with room for any constant, since the call has room for few.
    /// </summary>
    private void WriteOutOfLine(AltDeclaration declaration)
    {
        string symbol = declaration.Symbol;
        writer.WriteLine($"\n// {MethodName.Of(declaration.Method)}");
        writer.WriteLine($"\t.globl {symbol}\n\t.hidden {symbol}\n\t.type {symbol}, %function\n{symbol}:");
        string code = declaration.Fallback is { } fallback
            ? $"b {fallback.Symbol}"
            : declaration.Alternatives[^1].Instruction ?? FalseInstruction;
        writer.WriteLine($"\t{code}");
        WriteNops(declaration.IsPlanned ? A64.MaxConstantWords - 1 : 0);
        if (HasReturn(declaration))
        {
            writer.WriteLine("\tret");
        }

        writer.WriteLine($"\t.size {symbol}, . - {symbol}");
    }

    private static bool HasReturn(AltDeclaration declaration) => declaration.Fallback is null || declaration.IsPlanned;

    private void WriteNops(int count)
    {
        for (int i = 0; i < count; i++)
        {
            writer.WriteLine("\tnop");
        }
    }

    /// <summary>What may stand where a method is called, the best last.</summary>
    private static List<AltReplacement> Replacements(AltDeclaration declaration)
    {
        var replacements = new List<AltReplacement>();
        for (int i = declaration.Alternatives.Count - 1; i >= 0; i--)
        {
            AltChoice choice = declaration.Alternatives[i];
            string label = $".L{declaration.Symbol}_{i}";
            switch (choice.Kind)
            {
                case AltChoiceKind.Test:
                    replacements.Add(new AltReplacement($"{label}_false", FalseInstruction, CpuCap.AlwaysBoot, null));
                    replacements.Add(new AltReplacement($"{label}_true", TrueInstruction, choice.Cap, null));
                    break;
                case AltChoiceKind.Instruction:
                    replacements.Add(new AltReplacement(label, choice.Instruction!, choice.Cap, null));
                    break;
                case AltChoiceKind.Call:
                    replacements.Add(
                        new AltReplacement(label, $"bl {choice.Implementation!.Symbol}", choice.Cap, choice.Implementation.Symbol));
                    break;
                case AltChoiceKind.Callback:
                    replacements.Add(new AltReplacement(label, null, choice.Cap, choice.Implementation!.Symbol));
                    break;
            }
        }

        return replacements;
    }

    private void WriteReplacements(List<AltReplacement> replacements)
    {
        foreach (AltReplacement replacement in replacements)
        {
            if (!replacement.IsCallback)
            {
                writer.WriteLine($"{replacement.Label}:\n\t{replacement.Instruction}");
            }
        }
    }

    /// <summary>
    /// The same for a branch that doesn't come back: an instruction is reached out of line, followed by a return. What a callback plans
    /// comes back, so a branch reaches it where it plans the code out of line.
    /// </summary>
    private List<AltReplacement> WriteJumps(AltDeclaration declaration, List<AltReplacement> replacements)
    {
        var jumps = new List<AltReplacement>();
        foreach (AltReplacement replacement in replacements)
        {
            if (replacement.IsCallback && jumps.Count == 0)
            {
                continue; // That is where the branch leads.
            }

            string target = replacement.IsCallback ? declaration.Symbol : replacement.Target ?? $"{replacement.Label}_body";
            if (replacement.Target is null)
            {
                writer.WriteLine($"{target}:\n\t{replacement.Instruction}\n\tret");
            }

            var jump = new AltReplacement($"{replacement.Label}_jump", $"b {target}", replacement.Cap, target);
            writer.WriteLine($"{jump.Label}:\n\t{jump.Instruction}");
            jumps.Add(jump);
        }

        return jumps;
    }

    /// <summary>
    /// What may stand before the return of the code out of line: a call there would lose the way back, so it is a branch.
    /// </summary>
    private static List<AltReplacement> BeforeReturn(List<AltReplacement> replacements, List<AltReplacement> jumps) =>
        replacements.ConvertAll(r => r.IsCallback || r.Target is null ? r : jumps.Find(j => j.Target == r.Target && j.Cap == r.Cap)!);

    /// <summary>The same at the length of the code out of line that a callback plans.</summary>
    private List<AltReplacement> WritePadded(List<AltReplacement> replacements)
    {
        List<AltReplacement> padded = replacements.ConvertAll(r => r with { Label = $"{r.Label}_padded", Words = A64.MaxConstantWords });
        foreach (AltReplacement replacement in padded)
        {
            if (!replacement.IsCallback)
            {
                writer.WriteLine($"{replacement.Label}:\n\t{replacement.Instruction}");
                WriteNops(replacement.Words - 1);
            }
        }

        return padded;
    }

    private void AddEntries(string site, List<AltReplacement> replacements)
    {
        foreach (AltReplacement replacement in replacements)
        {
            _entries.Add((site, replacement));
        }
    }
}
