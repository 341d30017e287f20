using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Source;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Explain;

/// <summary>
/// Turns lld's "undefined symbol: RhpNewFast" into the C# line to change. Messages it has nothing to add to stay as they are.
/// </summary>
internal static class ExplainVerb
{
    public static Verb Verb { get; } = new(
        "explain",
        "LOG --object kernel.o --assembly BareMetal.dll [--source-root DIR]     (LOG: what lld wrote to stderr)",
        ["--object", "--assembly", "--source-root"],
        Run);

    private static int Run(Arguments arguments)
    {
        List<LinkMessage> messages = LinkMessage.Split(File.ReadAllText(arguments.SingleInput("log of the linker")));
        ElfFile ilcObject = ElfFile.Load(arguments.Require("--object"));
        using var assembly = SourceAssembly.Load(arguments.Require("--assembly"), arguments.Find("--source-root") ?? "");
        foreach (string line in Explain(messages, ilcObject, assembly))
        {
            Console.Error.WriteLine(line);
        }

        return messages.Count == 0 ? 0 : 1;
    }

    /// <summary>The messages with those about missing runtime helpers replaced by positions in C#.</summary>
    public static List<string> Explain(List<LinkMessage> messages, ElfFile ilcObject, SourceAssembly assembly)
    {
        List<UndefinedReference> references = UndefinedReferences.Of(ilcObject);
        var lines = new List<string>();
        foreach (LinkMessage message in messages)
        {
            int before = lines.Count;
            if (message.UndefinedSymbol is { } helper && RuntimeFeatures.Of(helper) is { } feature)
            {
                var uses = new FeatureUses(assembly, feature);
                foreach (UndefinedReference reference in references.FindAll(r => r.Symbol == helper))
                {
                    AddUses(lines, reference, ilcObject.Path, feature, uses);
                }
            }

            if (lines.Count == before)
            {
                lines.Add(message.Text);
            }
        }

        return lines;
    }

    private static void AddUses(List<string> lines, UndefinedReference reference, string origin, RuntimeFeature feature, FeatureUses uses)
    {
        foreach (FeatureUse use in uses.In(reference.Method))
        {
            string line = Describe(reference, use, feature, origin).ToString();
            if (!lines.Contains(line))
            {
                lines.Add(line);
            }
        }
    }

    private static Diagnostic Describe(UndefinedReference reference, FeatureUse use, RuntimeFeature feature, string origin)
    {
        string method = IlcName.Readable(reference.Method) ?? reference.Method;
        string expression = use.Expression is null ? "" : $" (\"{use.Expression}\")";
        string text =
            $"{feature.Name}{expression} isn't available on bare metal: {reference.Symbol} is referenced by {method}. {feature.Advice}";
        return use.Position is { } position
            ? new Diagnostic(position.File, position.Line, position.Column, DiagnosticCode.UnavailableFeature, text)
            : new Diagnostic(origin, DiagnosticCode.UnavailableFeature, text);
    }
}
