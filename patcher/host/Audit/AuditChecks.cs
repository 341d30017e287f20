using System;
using System.Collections.Generic;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Explain;
using BareMetal.AltTool.Symbols;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Audit;

/// <summary>What an Image must not have, and what has to fit together in it. Each finding says what to do.</summary>
internal sealed class AuditChecks(ImageAudit audit)
{
    private const string Explained =
        "write the C# without it, or add a line to patcher/host/expected-helpers.txt that says why it is harmless";

    private readonly List<Diagnostic> _findings = [];
    private readonly CodeSymbols _code = CodeSymbols.Of(audit.Elf);

    public List<Diagnostic> Run()
    {
        CheckSizes();
        CheckReferences();
        CheckCompilerSymbols();
        CheckTable();
        CheckArena("__alt_arena_words", (ulong)audit.Table.Words);
        CheckArena("__alt_arena_entries", (ulong)audit.Table.Entries.Count);
        CheckArena("__alt_arena_bytes", LinkInputs.ArenaBytes(audit.Elf, audit.Table));
        CheckSymbolBlob();
        return _findings;
    }

    private void CheckSizes()
    {
        ulong limit = audit.Budget.ImageBytes;
        if (audit.ImageBytes > limit)
        {
            Find(
                DiagnosticCode.OverBudget,
                $"the Image has {audit.ImageBytes} bytes, {audit.ImageBytes - limit} more than its budget of {limit}: " +
                "the audit lists what is large");
        }

        foreach (ElfSection section in audit.Sections)
        {
            if (audit.Budget.Of(section.Name) is { } budget && section.Size > budget)
            {
                Find(
                    DiagnosticCode.OverBudget,
                    $"{section.Name} has {section.Size} bytes, its budget is {budget}: make it smaller, or change " +
                    "patcher/host/image-budget.txt and say why in the commit");
            }
        }
    }

    private void CheckReferences()
    {
        foreach (UndefinedReference reference in audit.References)
        {
            if (!audit.Expected.IsImport(reference.Symbol) && !audit.Expected.IsHelper(reference.Symbol))
            {
                string method = IlcName.Readable(reference.Method) ?? reference.Method;
                Find(
                    DiagnosticCode.NewRuntimeSymbol,
                    $"{method} needs the runtime helper '{reference.Symbol}', which no Image needed before: {Explained}");
            }
        }
    }

    private void CheckCompilerSymbols()
    {
        foreach (ImageSymbol symbol in audit.Symbols)
        {
            if (symbol.Owner == SymbolOwner.Compiler && !audit.Expected.IsSymbol(symbol.Name))
            {
                Find(
                    DiagnosticCode.NewRuntimeSymbol,
                    $"the compiler put '{symbol.Name}' ({symbol.Bytes} bytes, {symbol.Section}) into the Image, " +
                    $"which no Image had before: {Explained}");
            }
        }
    }

    private void CheckTable()
    {
        AltTable table = audit.Table;
        if (table.TrailingBytes != 0)
        {
            Find(
                DiagnosticCode.BadTable,
                $".altinstructions isn't a multiple of {AltTable.EntryBytes} bytes ({table.TrailingBytes} too many): " +
                "use the macros of patcher/include/alternative.inc for every entry");
        }

        foreach (AltEntry entry in table.Entries)
        {
            CheckInText(entry, "site", entry.Original, entry.OriginalLength);
            CheckInText(entry, entry.IsCallback ? "callback" : "replacement", entry.Alternative, entry.AlternativeLength);
        }
    }

    private void CheckInText(AltEntry entry, string what, ulong address, byte bytes)
    {
        if (!_code.Contains(address) || bytes > _code.TextEnd - address)
        {
            Find(
                DiagnosticCode.BadTable,
                $"entry {entry.Index} of .altinstructions: its {what} 0x{address:x}+{bytes} isn't inside text " +
                $"0x{_code.TextStart:x}..0x{_code.TextEnd:x}: check the section it is assembled into");
        }
    }

    private void CheckArena(string symbol, ulong needed)
    {
        ulong planned = audit.Elf.FindSymbol(symbol)?.Value ?? 0;
        if (planned < needed)
        {
            Find(
                DiagnosticCode.StaleLinkInputs,
                $"{symbol} is {planned}, the table needs {needed}: run alt link-inputs on the first link pass " +
                "and give its link.rsp to the second");
        }
    }

    private void CheckSymbolBlob()
    {
        ReadOnlySpan<CodeSymbol> expected = _code.All;
        List<CodeSymbol> embedded = SymbolBlob.Read(audit.Elf);
        int same = 0;
        while (same < Math.Min(expected.Length, embedded.Count) && embedded[same] == SymbolBlob.Embedded(expected[same]))
        {
            same++;
        }

        if (same != expected.Length || same != embedded.Count)
        {
            string first = same < expected.Length ? expected[same].Name : embedded[same].Name;
            Find(
                DiagnosticCode.StaleLinkInputs,
                $"the symbol table in the Image has {embedded.Count} names, the Image has {expected.Length} functions; they differ from " +
                $"'{first}' on: run alt link-inputs on the first link pass and link again with the same objects");
        }
    }

    private void Find(string code, string text) => _findings.Add(new Diagnostic(audit.Elf.Path, code, text));
}
