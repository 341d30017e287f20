using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Source;
using Mono.Cecil;

namespace BareMetal.AltTool.EntryPoints;

/// <summary>
/// The method that boot calls when the machine is ready: the only one that is called Main, in whatever class and namespace.
/// </summary>
internal static class ProgramMain
{
    /// <summary>What boot imports.</summary>
    public const string Symbol = "bm_program";

    private const string Name = "Main";
    private const string Wanted = "static int Main(BootArguments arguments), or static int Main()";
    private const string Parameter = "BareMetal.Patcher.BootArguments";

    /// <returns>The method; null where <paramref name="findings"/> has what is wrong.</returns>
    public static MethodDefinition? Find(ModuleDefinition module, MethodSource source, List<Diagnostic> findings)
    {
        MethodDefinition[] mains = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.Name == Name)];
        if (mains.Length == 0)
        {
            findings.Add(
                new Diagnostic(
                    "alt", DiagnosticCode.NoMain, $"the program has no method Main, which is what boot calls: add {Wanted}, to any class"));
        }
        else if (mains.Length > 1)
        {
            string all = string.Join(", ", mains.Select(main => $"{main.DeclaringType.FullName}.{Name}"));
            foreach (MethodDefinition main in mains)
            {
                Report(main, $"boot calls the only method of this name, and there are {mains.Length}: {all}; rename all but one");
            }
        }
        else if (!IsFit(mains[0]))
        {
            Report(mains[0], $"boot calls {Wanted}, where 0 makes the boot PASS; this one has another form");
        }

        return mains.Length == 1 && IsFit(mains[0]) ? mains[0] : null;

        void Report(MethodDefinition method, string text)
        {
            SourcePosition position = source.Of(method);
            findings.Add(MethodSource.Finding(position, DiagnosticCode.NoMain, method, text));
        }
    }

    private static bool IsFit(MethodDefinition method) =>
        method is { IsStatic: true, HasBody: true, HasGenericParameters: false, DeclaringType.HasGenericParameters: false }
        && method.ReturnType.MetadataType == MetadataType.Int32
        && (method.Parameters.Count == 0 || (method.Parameters.Count == 1 && method.Parameters[0].ParameterType.FullName == Parameter));
}
