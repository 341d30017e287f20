using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.CommandLine;
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
        var known = new HashSet<(RuntimeFeature, FeatureUse)>();
        var lines = new List<string>();
        foreach (LinkMessage message in messages)
        {
            List<UndefinedReference> users = references.FindAll(r => r.Symbol == message.UndefinedSymbol);
            if (users.Count == 0 || RuntimeFeatures.Of(users[0].Symbol) is not { } feature)
            {
                lines.Add(message.Text);
                continue;
            }

            var uses = new FeatureUses(assembly, feature);
            foreach (UndefinedReference user in users)
            {
                AddUses(lines, known, user, ilcObject.Path, feature, uses);
            }
        }

        return lines;
    }

    /// <summary>A place is named once for a feature, whatever number of its helpers are missing.</summary>
    private static void AddUses(
        List<string> lines,
        HashSet<(RuntimeFeature Feature, FeatureUse Use)> known,
        UndefinedReference reference,
        string origin,
        RuntimeFeature feature,
        FeatureUses uses)
    {
        foreach (FeatureUse use in uses.In(reference.Method))
        {
            if (known.Add((feature, use)) || use.Position is null)
            {
                lines.Add(Describe(reference, use, feature, origin).ToString());
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
