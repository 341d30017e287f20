using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.EntryPoints;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// Compiles the assembly by ilc, with the alternatives that its attributes declare: reads and checks them, gives marked methods their
/// symbols, and writes the assembly file with replacements and entries for each call that ilc compiled.
/// </summary>
internal static class CompileVerb
{
    private const string ExtensionsFile = "isa-extensions.txt";

    public static Verb Verb { get; } = new(
        "compile",
        "--assembly BareMetal.dll -o OBJECT --sites FILE.s --log ILC.log --ilc PATH --options ILC-OPTIONS [--source-root DIR] [--entry program|tests]",
        ["--assembly", "-o", "--sites", "--log", "--ilc", "--options", "--source-root", "--entry"],
        Run);

    private static int Run(Arguments arguments)
    {
        string assembly = arguments.Require("--assembly");
        File.Delete(arguments.Require("--log"));
        var capabilities = new CapabilityRules(Path.Combine(AppContext.BaseDirectory, ExtensionsFile));
        using ModuleDefinition module = Load(assembly);
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

        return findings.Count == 0 ? Compile(arguments, assembly, module, declarations, entry) : 1;
    }

    private static int Compile(
        Arguments arguments, string assembly, ModuleDefinition module, List<AltDeclaration> declarations, EntryPoint? entry)
    {
        string path = arguments.Require("-o");
        string linked = Path.Combine(Path.GetDirectoryName(path)!, "linked", Path.GetFileName(assembly));
        var bySymbol = new Dictionary<string, AltDeclaration>(StringComparer.Ordinal);
        foreach (AltDeclaration declaration in declarations)
        {
            bySymbol.Add(declaration.Symbol, declaration);
        }

        // What is called decides what has to be compiled, which may call more.
        var rewritten = new LinkedAssembly(module, declarations);
        entry?.Export(rewritten);
        var used = new HashSet<AltDeclaration>();
        ElfFile compiled;
        bool isComplete;
        do
        {
            rewritten.Write(linked);
            int exitCode = RunIlc(arguments, linked, path);
            if (exitCode != 0)
            {
                return exitCode;
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
                        isComplete &= !rewritten.Export(implementation.Method, implementation.Symbol);
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

    private static ModuleDefinition Load(string path)
    {
        try
        {
            return ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = true, InMemory = true });
        }
        catch (BadImageFormatException)
        {
            throw new InputException(path, "not a .NET assembly", "Give the assembly that csc compiled, out/obj/…/BareMetal.dll");
        }
    }

    private static int RunIlc(Arguments arguments, string assembly, string path)
    {
        string[] options = arguments.Require("--options").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        File.Delete(path);
        using Process process = Process.Start(new ProcessStartInfo(arguments.Require("--ilc"), [assembly, .. options, $"-o:{path}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        File.WriteAllText(arguments.Require("--log"), output);
        return process.ExitCode;
    }
}
