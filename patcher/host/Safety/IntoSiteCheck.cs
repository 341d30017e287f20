using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Symbols;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Safety;

/// <summary>
/// A site is entered at its first word, and a replacement never: who leads elsewhere would run half of an old and half of a new sequence,
/// or a copy that isn't there to be run. Inside one site, and inside one replacement, branches are its own business.
/// </summary>
internal sealed class IntoSiteCheck(ElfFile elf, ImageText text, PatchRanges ranges, TextReferences references, SafetyRules rules)
{
    private const string ForSite = "branch to its first instruction or past its last one, or make the site shorter";
    private const string ForReplacement = "a replacement is only copied from: branch to the site instead";

    private readonly List<Diagnostic> _findings = [];

    public List<Diagnostic> Run()
    {
        var explained = ExplainedFunctions();
        foreach (Instruction instruction in text.Instructions)
        {
            CheckTarget(instruction.Address, instruction.Target, "branches");
            CheckTarget(instruction.Address, instruction.NamedAddress, "takes an address");
            CheckTarget(instruction.Address, instruction.Literal, "loads a literal");
            CheckIndirect(instruction, explained);
        }

        CheckJumpTables();
        CheckReferences();
        CheckCallbacks();
        CheckSymbols();
        return _findings;
    }

    /// <summary>Functions whose indirect branches the rules explain: they go to functions.</summary>
    private HashSet<ulong> ExplainedFunctions()
    {
        var names = new NamedCode(elf, text);
        var functions = new HashSet<ulong>();
        foreach (PatternLine line in rules.Calls)
        {
            functions.UnionWith(names.Find(line));
        }

        return functions;
    }

    /// <summary>
    /// BLR calls functions, and so does a tail call, whose addresses are checked where they are taken; any other BR can go
    /// anywhere.
    /// </summary>
    private void CheckIndirect(Instruction instruction, HashSet<ulong> explained)
    {
        bool isKnown = instruction.Flow != Flow.IndirectBranch
            || text.JumpTables.ContainsKey(instruction.Address)
            || TailCall.IsAt(text, instruction.Address)
            || (text.Functions.Find(instruction.Address) is { } function && explained.Contains(function.Start));
        if (!isKnown)
        {
            Find(
                $"{Describe(instruction.Address)} branches to an address in a register, and isn't a switch as ilc writes it: " +
                "branch by a label, call by blr, compile C with -fno-jump-tables, or write " +
                $"'calls {text.Functions.Find(instruction.Address)?.Name} TARGET' into patcher/host/patch-safety.txt");
        }
    }

    private void CheckJumpTables()
    {
        foreach (JumpTable table in text.JumpTables.Values)
        {
            foreach (ulong target in table.Targets)
            {
                CheckTarget(table.Branch, target, "branches by its jump table");
            }
        }
    }

    private void CheckReferences()
    {
        foreach (TextReference reference in references.All)
        {
            if (reference.Section != AltTable.SectionName)
            {
                CheckTarget(reference.Place, reference.Target, $"in {reference.Section} holds an address");
            }
        }
    }

    private void CheckCallbacks()
    {
        foreach (PatchRange range in ranges.All)
        {
            if (range.Entry.IsCallback && Wrong(range.Entry.Alternative, null) is { } wrong)
            {
                Find($"the callback of entry {range.Entry.Index} is inside {wrong}: name a function");
            }
        }
    }

    /// <summary>A function may be called, by whoever; local labels may not.</summary>
    private void CheckSymbols()
    {
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            bool isEntry = CodeSymbols.IsCode(symbol) && (symbol.IsGlobal || symbol.Type == ElfSymbolType.Function);
            if (isEntry && Wrong(symbol.Value, null) is { } wrong)
            {
                Find(
                    $"the symbol '{symbol.Name}' (0x{symbol.Value:x}) is inside {wrong}: " +
                    "make it a local label, or end the site before it");
            }
        }
    }

    private void CheckTarget(ulong from, ulong? target, string does)
    {
        if (target is { } address && Wrong(address, from) is { } wrong)
        {
            string where = wrong.IsSite ? "the middle of " : "";
            Find($"{Describe(from)} {does} into {where}{wrong} at 0x{address:x}: {(wrong.IsSite ? ForSite : ForReplacement)}");
        }
    }

    /// <summary>
    /// The range that <paramref name="from"/>, or whoever there may be, can't be let into at <paramref name="address"/>; or null.
    /// </summary>
    private PatchRange? Wrong(ulong address, ulong? from)
    {
        PatchRange? wrong = null;
        foreach (PatchRange range in ranges.At(address))
        {
            bool isEntrance = range.IsSite && address == range.Start;
            if (!isEntrance && from is { } inside && range.Contains(inside))
            {
                return null;
            }

            wrong = isEntrance ? wrong : range;
        }

        return wrong is null || EndsAt(address, from) ? null : wrong;
    }

    /// <summary>A branch to the end of its own site or replacement leaves it there, whatever is linked next.</summary>
    private bool EndsAt(ulong address, ulong? from)
    {
        foreach (PatchRange range in ranges.At(from ?? 0))
        {
            if (range.End == address)
            {
                return true;
            }
        }

        return false;
    }

    private string Describe(ulong address) =>
        text.Contains(address) ? $"{text.Functions.Describe(address)} (0x{address:x})" : $"0x{address:x}";

    private void Find(string finding) => _findings.Add(new Diagnostic(elf.Path, DiagnosticCode.IntoSite, finding));
}
