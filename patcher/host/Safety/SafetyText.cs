using System;
using System.Collections.Generic;
using System.Text;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Safety;

/// <summary>
/// What runs while text is being written, as a text file: the same for the same Image wherever it was built, and without addresses.
/// </summary>
internal sealed class SafetyText(ImageSafety safety)
{
    private readonly StringBuilder _text = new();

    public static string Of(ImageSafety safety) => new SafetyText(safety).Write();

    private string Write()
    {
        List<CodeFunction> functions = [.. safety.Closure.Functions];
        functions.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name) is var byName and not 0 ? byName : a.Start.CompareTo(b.Start));
        ulong bytes = 0;
        functions.ForEach(f => bytes += f.Bytes);
        Line($"{functions.Count} functions, {bytes} bytes, can run between the first write of text and the last ISB, exceptions included");
        Line($"{safety.Findings.Count} findings");
        Line($"{safety.JumpTables} jump tables and {safety.References} other places that take an address in text");
        Line($"{safety.PlacedAdrps} adrp in the last two words of a page (Cortex-A53 erratum 843419)");
        Line($"{safety.Multiplies} 64-bit multiply-accumulates (Cortex-A53 erratum 835769)");
        Line($"{safety.LoadExclusives} load exclusives, and what stands between them and their store");
        WriteRules("Where it starts", safety.Rules.Roots);
        WriteRules("Exception vectors", safety.Rules.Vectors);
        WriteRules("Indirect calls", safety.Rules.Calls);
        WriteFunctions(functions);
        return _text.ToString();
    }

    private void WriteRules(string title, IEnumerable<PatternLine> lines)
    {
        bool isFirst = true;
        foreach (PatternLine line in lines)
        {
            if (isFirst)
            {
                Title(title);
                isFirst = false;
            }

            Line($"{line.Pattern,-28} {line.Rest}");
        }
    }

    private void WriteFunctions(List<CodeFunction> functions)
    {
        Title("Functions: bytes, name, one of its callers");
        foreach (CodeFunction function in functions)
        {
            string caller = safety.Closure.CallerOf(function)?.Name ?? "-";
            Line($"{function.Bytes,8}  {function.Name,-44} {caller}");
        }
    }

    private void Title(string title) => _text.Append('\n').Append(title).Append('\n');

    private void Line(string text) => _text.Append(text).Append('\n');
}
