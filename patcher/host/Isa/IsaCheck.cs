using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Safety;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Isa;

/// <summary>
/// Code that every core may come to is Armv8.0-A; a replacement, and code that only replacements lead to, has what their capability
/// brings besides. By a disassembler that isn't ours, over the linked words.
/// </summary>
internal sealed class IsaCheck
{
    /// <summary>
    /// The ID registers, those to come included: what isn't there yet reads as zero (Arm ARM DDI 0487, "Reserved encodings for
    /// identification registers": op0 = 3, op1 = 0, CRn = 0).
    /// </summary>
    private static readonly InstructionClass s_idRegisters =
        new(0b1111111111_1_11_111_1111_0000_000_00000, 0b1101010100_1_11_000_0000_0000_000_00000);

    private readonly string _image;
    private readonly ImageText _text;
    private readonly PatchRanges _ranges;
    private readonly ReplacementCalls _calls;
    private readonly List<Diagnostic> _findings = [];

    public IsaCheck(LinkedCode code, IReadOnlyList<IsaFunctions> functions, CapabilityRules capabilities)
    {
        _image = code.Elf.Path;
        _text = code.Text;
        _ranges = code.Ranges;
        _calls = new ReplacementCalls(_text, code.References, _ranges);
        Extended = FindExtended();
        CheckCommon(functions);
        CheckConditional(capabilities);
    }

    /// <summary>All instructions beyond Armv8.0-A, in address order.</summary>
    public IReadOnlyList<ExtendedInstruction> Extended { get; }

    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>The name of its function: of a replacement in assembly, which is linked after all functions, that of its site.</summary>
    public string FunctionOf(ExtendedInstruction instruction)
    {
        ulong address = instruction.Instruction.Address;
        string name = _text.Functions.Find(address)?.Name ?? "";
        IEnumerable<PatchRange> replacements =
            _ranges.At(address).Where(r => !r.IsSite && !name.StartsWith(AltDeclarations.Prefix, StringComparison.Ordinal));
        return replacements.Select(r => _text.Functions.Find(r.Entry.Original)?.Name ?? "").FirstOrDefault(name);
    }

    private List<ExtendedInstruction> FindExtended()
    {
        HashSet<uint> words = Beyond(_text.Instructions.Select(i => i.Word), []);
        Dictionary<uint, string> names = LlvmDisassembler.Decode(words, [Assembler.AllExtensions]);
        return
        [
            .. _text.Instructions.Where(i => words.Contains(i.Word)).Select(
                i => new ExtendedInstruction(i, names.GetValueOrDefault(i.Word, $".inst 0x{i.Word:x8}"), _calls.CapabilitiesAt(i.Address))),
        ];
    }

    private void CheckCommon(IReadOnlyList<IsaFunctions> functions)
    {
        ExtendedInstruction[] common = [.. Extended.Where(e => e.Capabilities is null)];
        var explained = new HashSet<ExtendedInstruction>();
        foreach ((IsaFunctions file, PatternLine line) in functions.SelectMany(f => f.All.Select(line => (f, line))))
        {
            ExtendedInstruction[] inside = [.. common.Where(e => line.Matches(FunctionOf(e)))];
            HashSet<uint> left = Beyond(inside.Select(e => e.Instruction.Word), [IsaFunctions.Extension(line)]);
            ExtendedInstruction[] explains = [.. inside.Where(e => !left.Contains(e.Instruction.Word))];
            explained.UnionWith(explains);
            if (explains.Length == 0)
            {
                _findings.Add(
                    file.Finding(line,
                        $"{line.Pattern} has no instruction of '{IsaFunctions.Extension(line)}' " +
                        "that any core may come to: take the line out"));
            }
        }

        foreach (ExtendedInstruction instruction in common.Where(e => !explained.Contains(e)))
        {
            Find(
                instruction,
                "is more than Armv8.0-A, and any core may come here: make it the replacement of an alternative, " +
                $"or write 'isa {FunctionOf(instruction)} EXTENSION REASON' into patcher/host/isa-functions.txt or a program's own");
        }
    }

    private void CheckConditional(CapabilityRules capabilities)
    {
        var uses = Extended.SelectMany(e => (e.Capabilities ?? []).Select(cap => (Instruction: e, Cap: cap)));
        foreach (var ofCapability in uses.GroupBy(use => use.Cap))
        {
            CpuCap cap = ofCapability.Key;
            string[] extensions = CapabilityRules.IsKnown(cap) ? [.. capabilities.ExtensionsOf(cap)] : [];
            string name = CapabilityRules.IsKnown(cap) ? CapabilityRules.Name(cap) : $"capability {(int)cap}";
            HashSet<uint> left = Beyond(ofCapability.Select(use => use.Instruction.Instruction.Word), extensions);
            foreach ((ExtendedInstruction instruction, _) in ofCapability.Where(use => left.Contains(use.Instruction.Instruction.Word)))
            {
                Find(
                    instruction,
                    $"runs where {name} is there, which brings " +
                    $"{(extensions.Length == 0 ? "no extension" : string.Join(", ", extensions))}: " +
                    "name the capability that brings the instruction");
            }
        }
    }

    /// <summary>Those words that aren't instructions of Armv8.0-A and some extensions.</summary>
    public static HashSet<uint> Beyond(IEnumerable<uint> words, IEnumerable<string> extensions)
    {
        HashSet<uint> left = [.. words.Where(word => !s_idRegisters.Matches(word))];
        if (left.Count != 0)
        {
            left.ExceptWith(LlvmDisassembler.Decode(left, extensions).Keys);
        }

        return left;
    }

    private void Find(ExtendedInstruction instruction, string text)
    {
        ulong address = instruction.Instruction.Address;
        string place = _ranges.At(address).Where(r => !r.IsSite).Select(r => $" in {r}").FirstOrDefault("");
        _findings.Add(
            new Diagnostic(
                _image, DiagnosticCode.Isa, $"{_text.Functions.Describe(address)} (0x{address:x}){place}: '{instruction.Text}' {text}"));
    }
}
