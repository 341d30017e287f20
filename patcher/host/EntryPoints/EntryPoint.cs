using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using Mono.Cecil;

namespace BareMetal.AltTool.EntryPoints;

/// <summary>What boot goes on with: the program, or in its place its tests.</summary>
internal sealed class EntryPoint
{
    private const string Program = "program";
    private const string Tests = "tests";

    private readonly MethodDefinition? _main;
    private readonly List<TestMethod> _tests;

    private EntryPoint(MethodDefinition? main, List<TestMethod> tests)
    {
        _main = main;
        _tests = tests;
    }

    /// <param name="kind">What is wanted.</param>
    /// <param name="findings">Gets what is wrong, of the tests also where the program is wanted.</param>
    public static EntryPoint Find(ModuleDefinition module, string kind, MethodSource source, List<Diagnostic> findings)
    {
        if (kind is not (Program or Tests))
        {
            throw new CommandLineException($"--entry is {Program} or {Tests}, not {kind}");
        }

        int before = findings.Count;
        List<TestMethod> tests = TestMethods.Find(module, source, findings);
        if (kind == Program)
        {
            return new EntryPoint(ProgramMain.Find(module, source, findings), []);
        }

        if (tests.Count == 0 && findings.Count == before)
        {
            findings.Add(new Diagnostic(
                "alt", DiagnosticCode.BadTest,
                    "the program has no test: put [Test], of BareMetal.Testing, on a static void method without parameters"));
        }

        return new EntryPoint(null, tests);
    }

    /// <summary>Gives it the symbols that boot imports: what has none isn't compiled.</summary>
    public void Export(LinkedProgram program)
    {
        if (_main is not null)
        {
            program.Export(_main, ProgramMain.Symbol);
        }

        TestTable.Export(program, _tests);
    }

    /// <summary>Writes what isn't C#.</summary>
    public void Write(TextWriter writer)
    {
        if (_tests.Count > 0)
        {
            TestTable.Write(writer, _tests);
        }
    }
}
