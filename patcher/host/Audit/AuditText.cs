using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Explain;
using BareMetal.AltTool.Symbols;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Audit;

/// <summary>The audit as a text file, the same for the same Image wherever it was built.</summary>
internal sealed class AuditText(ImageAudit audit)
{
    private readonly StringBuilder _text = new();

    public static string Of(ImageAudit audit) => new AuditText(audit).Write();

    private string Write()
    {
        Line($"Image: {audit.ImageBytes} of {audit.Budget.ImageBytes} bytes ({Percent(audit.ImageBytes, audit.Budget.ImageBytes)})");
        AltTable table = audit.Table;
        Line($"Alternatives: {table.Entries.Count} entries, {table.Callbacks} of them callback patches, {table.Words} instruction words");
        WriteSections();
        WriteReferences("Runtime helpers that the C# object references", isHelper: true);
        WriteReferences("Assembly functions and linker symbols that C# imports", isHelper: false);
        WriteOwners();
        WriteSymbols();
        return _text.ToString();
    }

    private void WriteSections()
    {
        Title("Sections in memory");
        foreach (ElfSection section in audit.Sections)
        {
            string budget = audit.Budget.Of(section.Name) is { } bytes ? $"of {bytes} ({Percent(section.Size, bytes)})" : "";
            string place = section.Type == ElfSectionType.NoBits ? "memory only" : "in the file";
            Line($"{section.Size,8}  {section.Name,-18} {place,-12} {budget}".TrimEnd());
        }
    }

    private void WriteReferences(string title, bool isHelper)
    {
        Title(title);
        var users = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (UndefinedReference reference in audit.References)
        {
            if (audit.Expected.IsImport(reference.Symbol) != isHelper)
            {
                if (!users.TryGetValue(reference.Symbol, out List<string>? methods))
                {
                    users[reference.Symbol] = methods = [];
                }

                methods.Add(IlcName.Readable(reference.Method) ?? reference.Method);
            }
        }

        foreach ((string helper, List<string> methods) in users)
        {
            string more = methods.Count > 1 ? $" and {methods.Count - 1} more" : "";
            string reason = isHelper ? $"  # {audit.Expected.ReasonFor(helper)}" : "";
            Line($"{helper,-34} {methods[0]}{more}{reason}");
        }
    }

    private void WriteOwners()
    {
        Title("Bytes by owner, of what ILC made");
        var bytes = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
        foreach (ImageSymbol symbol in audit.Symbols)
        {
            bytes[symbol.Owner] = bytes.GetValueOrDefault(symbol.Owner) + symbol.Bytes;
        }

        foreach ((string owner, ulong sum) in bytes)
        {
            Line($"{sum,8}  {owner}");
        }
    }

    private void WriteSymbols()
    {
        Title("Symbols that ILC put into the Image: bytes, owner, section, name");
        foreach (ImageSymbol symbol in audit.Symbols)
        {
            Line($"{symbol.Bytes,8}  {symbol.Owner,-12} {symbol.Section,-15} {symbol.Name}");
        }
    }

    private void Title(string title) => _text.Append('\n').Append(title).Append('\n');

    private void Line(string text) => _text.Append(text).Append('\n');

    private static string Percent(ulong part, ulong whole) =>
        whole == 0 ? "-" : $"{(part * 100 / whole).ToString(CultureInfo.InvariantCulture)} %";
}
