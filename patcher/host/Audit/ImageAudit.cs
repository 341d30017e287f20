using System;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Explain;
using BareMetal.AltTool.Symbols;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Audit;

/// <summary>What is in a linked Image, and what of it shouldn't be.</summary>
internal sealed class ImageAudit
{
    private readonly ElfFile _elf;
    private readonly ElfFile _object;
    private readonly ExpectedNames _expected;
    private readonly List<Diagnostic> _findings = [];

    /// <param name="elf">The second link pass.</param>
    /// <param name="ilcObject">What ilc wrote.</param>
    /// <param name="module">Name of the assembly that ilc compiled.</param>
    /// <param name="imageBytes">Size of the raw Image.</param>
    public ImageAudit(ElfFile elf, ElfFile ilcObject, string module, ulong imageBytes, ExpectedNames expected, ImageBudget budget)
    {
        _elf = elf;
        _object = ilcObject;
        _expected = expected;
        ImageBytes = imageBytes;
        Budget = budget;
        Table = AltTable.Of(elf);
        Symbols = ImageSymbols.Of(elf, ilcObject, module);
        References = HelperReferences.Of(ilcObject);
        CheckSizes();
        CheckReferences();
        CheckCompilerSymbols();
        CheckTable();
        CheckArena();
        CheckSymbolBlob();
    }

    public ulong ImageBytes { get; }

    public ImageBudget Budget { get; }

    public AltTable Table { get; }

    public List<ImageSymbol> Symbols { get; }

    /// <summary>Uses of undefined symbols: runtime helpers, and what we import from assembly.</summary>
    public List<HelperReference> References { get; }

    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>The sections that are in memory at run time.</summary>
    public IEnumerable<ElfSection> Sections
    {
        get
        {
            foreach (ElfSection section in _elf.Sections)
            {
                if (section.IsAllocated && section.Size != 0)
                {
                    yield return section;
                }
            }
        }
    }

    public bool IsHelper(string symbol) => !_expected.IsImport(symbol);

    public string ReasonFor(string helper) => _expected.ReasonFor(helper);

    private void CheckSizes()
    {
        if (ImageBytes > Budget.ImageBytes)
        {
            Find(DiagnosticCode.OverBudget, $"the Image has {ImageBytes} bytes, {ImageBytes - Budget.ImageBytes} more than its budget of {Budget.ImageBytes}: out/image-audit.txt lists what is large");
        }

        foreach (ElfSection section in Sections)
        {
            if (Budget.Of(section.Name) is { } budget && section.Size > budget)
            {
                Find(DiagnosticCode.OverBudget, $"{section.Name} has {section.Size} bytes, its budget is {budget}: make it smaller, or change patcher/host/image-budget.txt and say why in the commit");
            }
        }
    }

    private void CheckReferences()
    {
        foreach (HelperReference reference in References)
        {
            if (IsHelper(reference.Helper) && !_expected.IsHelper(reference.Helper))
            {
                Find(DiagnosticCode.NewHelper, $"{IlcName.Readable(reference.Method) ?? reference.Method} needs the runtime helper '{reference.Helper}', which no Image needed before: write the C# without it, or add a line to patcher/host/expected-helpers.txt that says why it is harmless");
            }
        }
    }

    private void CheckCompilerSymbols()
    {
        foreach (ImageSymbol symbol in Symbols)
        {
            if (symbol.Owner == SymbolOwner.Compiler && !_expected.IsSymbol(symbol.Name))
            {
                Find(DiagnosticCode.NewHelper, $"the compiler put '{symbol.Name}' ({symbol.Bytes} bytes, {symbol.Section}) into the Image, which no Image had before: write the C# without it, or add a line to patcher/host/expected-helpers.txt that says why it is harmless");
            }
        }
    }

    private void CheckTable()
    {
        if (Table.TrailingBytes != 0)
        {
            Find(DiagnosticCode.BadTable, $".altinstructions isn't a multiple of {AltTable.EntryBytes} bytes ({Table.TrailingBytes} too many): use the macros of patcher/include/alternative.inc for every entry");
        }

        ulong start = _elf.RequireSymbol("__text_start");
        ulong end = _elf.RequireSymbol("__text_end");
        foreach (AltEntry entry in Table.Entries)
        {
            CheckInText(entry, "site", entry.Original, entry.OriginalLength, start, end);
            CheckInText(entry, entry.IsCallback ? "callback" : "replacement", entry.Alternative, entry.AlternativeLength, start, end);
        }
    }

    private void CheckInText(AltEntry entry, string what, ulong address, byte bytes, ulong start, ulong end)
    {
        bool isInText = address >= start && address < end && bytes <= end - address;
        if (!isInText)
        {
            Find(DiagnosticCode.BadTable, $"entry {entry.Index} of .altinstructions: its {what} 0x{address:x}+{bytes} isn't inside text 0x{start:x}..0x{end:x}: check the section it is assembled into");
        }
    }

    private void CheckArena()
    {
        CheckArena("__alt_arena_words", (ulong)Table.Words);
        CheckArena("__alt_arena_entries", (ulong)Table.Entries.Count);
    }

    private void CheckArena(string symbol, ulong needed)
    {
        ulong planned = _elf.FindSymbol(symbol)?.Value ?? 0;
        if (planned < needed)
        {
            Find(DiagnosticCode.StaleLinkInputs, $"{symbol} is {planned}, the table needs {needed}: run alt link-inputs on the first link pass and give its link.rsp to the second");
        }
    }

    private void CheckSymbolBlob()
    {
        ReadOnlySpan<CodeSymbol> expected = CodeSymbols.Of(_elf).All;
        List<CodeSymbol> embedded = SymbolBlob.Read(_elf);
        int common = Math.Min(expected.Length, embedded.Count);
        int same = 0;
        while (same < common && embedded[same] == expected[same] with { Name = SymbolBlob.Ascii(expected[same].Name) })
        {
            same++;
        }

        if (same != expected.Length || same != embedded.Count)
        {
            string first = same < expected.Length ? expected[same].Name : embedded[same].Name;
            Find(DiagnosticCode.StaleLinkInputs, $"the symbol table in the Image has {embedded.Count} names, the Image has {expected.Length} functions; they differ from '{first}' on: run alt link-inputs on the first link pass and link again with the same objects");
        }
    }

    private void Find(string code, string text) => _findings.Add(new Diagnostic(_elf.Path, code, text));
}
