using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Show;

/// <summary>Sites as text: a heading each, and below it every instruction before and after.</summary>
/// <param name="lines">By the VA of its site, the line of C#, where there is one.</param>
/// <param name="useColour">Mark changed words by colour as well.</param>
internal sealed class SiteText(
    CodeSymbols symbols,
    Dictionary<ulong, string> lines,
    Dictionary<ulong, string> before,
    Dictionary<ulong, string> after,
    bool useColour)
{
    private const string Bold = "\u001b[1m";
    private const string Green = "\u001b[32m";
    private const string Plain = "\u001b[0m";
    private const int BeforeWidth = 44;

    public string Of(EntryLine site)
    {
        var text = new StringBuilder();
        string callback = site.Callback is null ? "" : $" by callback patch {site.Callback}";
        string line = lines.TryGetValue(site.Orig, out string? position) ? $"  {position}" : "";
        string heading = $"{site.Index,3}  {symbols.Describe(site.Orig)}{line}  {site.Capability}{callback}: {Name(site.Action)}";
        text.Append(Colour(Bold, heading)).Append('\n');
        for (int i = 0; i < site.Old.Count; i++)
        {
            AppendWord(text, site, i);
        }

        return text.ToString();
    }

    private static string Name(EntryAction action) => action.ToString().ToLowerInvariant();

    private void AppendWord(StringBuilder text, EntryLine site, int i)
    {
        ulong address = site.Orig + (ulong)(i * sizeof(uint));
        string old = $"{site.Old[i]:x8}  {WithNames(before[address])}";
        text.Append($"     {address:x16}  ");
        if (i >= site.New.Count || site.New[i] == site.Old[i])
        {
            text.Append(old).Append('\n');
            return;
        }

        text.Append(old.PadRight(BeforeWidth)).Append(" | ");
        text.Append(Colour(Green, $"{site.New[i]:x8}  {WithNames(after[address])}")).Append('\n');
    }

    /// <summary>Puts the function's name for a branch target, which objdump gives as an absolute address.</summary>
    private string WithNames(string instruction)
    {
        int at = instruction.LastIndexOf("0x", StringComparison.Ordinal);
        string digits = at < 0 ? "" : instruction[(at + 2)..];
        bool isAddress = ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address);
        return isAddress && symbols.Contains(address) ? $"{instruction[..at]}{symbols.Describe(address)}" : instruction;
    }

    private string Colour(string colour, string text) => useColour ? $"{colour}{text}{Plain}" : text;
}
