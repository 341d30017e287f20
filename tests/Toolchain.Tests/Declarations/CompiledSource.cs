using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.BootTest;
using Mono.Cecil;

namespace BareMetal.Toolchain.Tests.Declarations;

/// <summary>The sources in refused/alternatives, compiled as the Image's are, but against .NET: csc takes a second.</summary>
public sealed class CompiledSource : IDisposable
{
    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("alternatives-");
    private readonly ModuleDefinition _module;

    /// <summary>Compiles all of them.</summary>
    public CompiledSource()
    {
        string assembly = Path.Combine(_output.FullName, "BareMetal.dll");
        _module = CSharpCompiler.Compile(assembly, Folder, Repository.Root, Directory.GetFiles(Folder, "*.cs"));
        Declarations = AltDeclarations.Read(_module, Capabilities, new MethodSource(Repository.Root), out List<Diagnostic> findings);
        Findings = findings;
    }

    internal static string Folder { get; } = Repository.PathOf("tests", "Toolchain.Tests", "refused", "alternatives");

    internal static CapabilityRules Capabilities { get; } = CapabilityRules.Load();

    /// <summary>Those that nothing is wrong with, as far as the attributes say.</summary>
    internal IReadOnlyList<AltDeclaration> Declarations { get; }

    internal IReadOnlyList<Diagnostic> Findings { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _output.Delete(recursive: true);
    }
}
