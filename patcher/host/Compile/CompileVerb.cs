using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool.Bflat;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.EntryPoints;
using Mono.Cecil;

namespace BareMetal.AltTool.Compile;

/// <summary>
/// Compiles the program by ilc or bflat, with the alternatives that the attributes in its assembly declare: reads and checks them, gives
/// marked methods their symbols, and writes the assembly file with replacements and entries for each call that was compiled.
/// </summary>
internal static class CompileVerb
{
    public static Verb Verb { get; } = new(
        "compile",
        "--assembly BareMetal.dll -o OBJECT --sites FILE.s --log LOG " +
        "(--ilc PATH | --bflat PATH --sources FILE [--define A;B]) --options OPTIONS [--source-root DIR] [--entry program|tests]",
        ["--assembly", "-o", "--sites", "--log", "--ilc", "--bflat", "--sources", "--define", "--options", "--source-root", "--entry"],
        Run);

    private static int Run(Arguments arguments)
    {
        string assembly = arguments.Require("--assembly");
        File.Delete(arguments.Require("--log"));
        var capabilities = CapabilityRules.Load();
        using ModuleDefinition module = CompiledAssembly.Load(assembly, withSymbols: true);
        var source = new MethodSource(arguments.Find("--source-root") ?? "");
        List<AltDeclaration> declarations = AltDeclarations.Read(module, capabilities, source, out List<Diagnostic> findings);
        EntryPoint? entry = arguments.Find("--entry") is { } kind ? EntryPoint.Find(module, kind, source, findings) : null;
        if (findings.Count == 0)
        {
            findings = InstructionCheck.Run(declarations, capabilities);
        }

        foreach (Diagnostic finding in findings)
        {
            Console.Error.WriteLine(finding);
        }

        return findings.Count == 0 ? Compile(arguments, module, declarations, entry) : 1;
    }

    private static int Compile(Arguments arguments, ModuleDefinition module, List<AltDeclaration> declarations, EntryPoint? entry)
    {
        string path = arguments.Require("-o");
        var bySymbol = new Dictionary<string, AltDeclaration>(StringComparer.Ordinal);
        foreach (AltDeclaration declaration in declarations)
        {
            bySymbol.Add(declaration.Symbol, declaration);
        }

        // What is called decides what has to be compiled, which may call more.
        LinkedProgram program = Link(arguments, module, declarations);
        entry?.Export(program);
        var used = new HashSet<AltDeclaration>();
        ElfFile compiled;
        bool isComplete;
        do
        {
            File.Delete(path);
            CompilerRun run = program.Compile(path);
            File.WriteAllText(arguments.Require("--log"), run.Output);
            if (run.ExitCode != 0)
            {
                return run.ExitCode;
            }

            compiled = ElfFile.Load(path);
            isComplete = true;
            foreach (AltDeclaration declaration in AltSites.Used(compiled, bySymbol))
            {
                used.Add(declaration);
                foreach (AltImplementation implementation in declaration.Implementations)
                {
                    if (!implementation.IsExported)
                    {
                        isComplete &= !program.Export(implementation.Method, implementation.Symbol);
                    }
                }
            }
        }
        while (!isComplete);

        using StreamWriter writer = new(arguments.Require("--sites")) { NewLine = "\n" };
        new SiteAssembly(writer).Write(declarations.FindAll(used.Contains), AltSites.Find(compiled, bySymbol));
        entry?.Write(writer);
        return 0;
    }

    private static LinkedProgram Link(Arguments arguments, ModuleDefinition module, List<AltDeclaration> declarations)
    {
        string folder = Path.Combine(Path.GetDirectoryName(arguments.Require("-o"))!, "linked");
        string[] options = arguments.Require("--options").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return arguments.Find("--bflat") is { } bflat
            ? LinkSources(arguments, module, declarations, bflat, options, folder)
            : new LinkedAssembly(module, declarations, arguments.Require("--ilc"), options, folder);
    }

    // A method of its own, so that nothing of Roslyn is loaded for ilc.
    private static LinkedSources LinkSources(
        Arguments arguments, ModuleDefinition module, List<AltDeclaration> declarations, string bflat, string[] options, string folder)
    {
        string[] defines = (arguments.Find("--define") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        var methods = new SourceMethods(File.ReadAllLines(arguments.Require("--sources")), defines);
        var copies = new SourceCopies(methods.Trees, arguments.Find("--source-root") ?? "", Path.Combine(folder, "sources"));
        return new LinkedSources(
            module, declarations, methods, copies, bflat, [.. options, .. defines.SelectMany(define => (string[])["-d", define])], folder);
    }
}
