using System;
using System.IO;
using BareMetal.AltTool.Attest;
using BareMetal.AltTool.Check;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Compile;
using BareMetal.AltTool.Explain;
using BareMetal.AltTool.Preinit;
using BareMetal.AltTool.Replay;
using BareMetal.AltTool.Show;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool;

/// <summary>Entry point: exit code 0 = done, 1 = findings, 2 = the command line or an input file can't be used.</summary>
internal static class Program
{
    private const int Unusable = 2;

    private static readonly Verb[] s_verbs =
    [
        CompileVerb.Verb,
        LinkInputsVerb.Verb,
        CheckVerb.Verb,
        ExplainVerb.Verb,
        PreinitVerb.Verb,
        ShowVerb.Verb,
        ReplayVerb.Verb,
        AttestVerb.Verb,
    ];

    public static int Main(string[] args)
    {
        Verb? verb = args.Length > 0 ? Array.Find(s_verbs, v => v.Name == args[0]) : null;
        try
        {
            return verb is null
                ? throw new CommandLineException(args.Length == 0 ? "which verb?" : $"there is no verb '{args[0]}'")
                : verb.Run(new Arguments(args.AsSpan(1), verb.Options));
        }
        catch (CommandLineException e)
        {
            Console.Error.WriteLine(new Diagnostic("alt", DiagnosticCode.Input, e.Message));
            WriteUsage(verb is null ? s_verbs : [verb]);
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(new Diagnostic(e.File, DiagnosticCode.Input, e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(new Diagnostic("alt", DiagnosticCode.Input, $"{e.Message} Check the path; `make image` builds out/."));
        }

        return Unusable;
    }

    private static void WriteUsage(Verb[] verbs)
    {
        foreach (Verb verb in verbs)
        {
            Console.Error.WriteLine($"usage: alt {verb.Name} {verb.Usage}");
        }
    }
}
