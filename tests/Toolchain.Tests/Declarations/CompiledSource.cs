using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using BareMetal.AltTool;
using BareMetal.AltTool.Declarations;
using BareMetal.BootTest;
using Mono.Cecil;
using Xunit;

namespace BareMetal.Toolchain.Tests.Declarations;

/// <summary>The sources in refused/alternatives, compiled as the Image's are, but against .NET: csc takes a second.</summary>
public sealed class CompiledSource : IDisposable
{
    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("alternatives-");
    private readonly ModuleDefinition _module;

    /// <summary>Compiles all of them.</summary>
    public CompiledSource()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string assembly = Path.Combine(_output.FullName, "BareMetal.dll");
        CommandResult result = Command.Run(
            Folder,
            "dotnet",
            [
                CompilerPath, "-nologo", "-noconfig", "-nostdlib", "-target:library", "-unsafe", "-langversion:latest", "-nowarn:0626,0824", "-optimize", "-debug:portable",
                $"-out:{assembly}", $"-pathmap:{Repository.Root}/=/_/", $"-r:{runtime}/System.Runtime.dll", $"-r:{runtime}/System.Private.CoreLib.dll",
                $"-r:{typeof(Patcher.CpuCap).Assembly.Location}", .. Directory.GetFiles(Folder, "*.cs"),
            ]);
        Assert.True(result.Succeeded, result.Output);
        _module = ModuleDefinition.ReadModule(assembly, new ReaderParameters { ReadSymbols = true, InMemory = true });
        Declarations = AltDeclarations.Read(_module, Capabilities, new MethodSource(Repository.Root), out List<Diagnostic> findings);
        Findings = findings;
    }

    internal static string Folder { get; } = Repository.PathOf("tests", "Toolchain.Tests", "refused", "alternatives");

    internal static CapabilityRules Capabilities { get; } = new(Repository.PathOf("patcher", "host", "isa-extensions.txt"));

    /// <summary>Those that nothing is wrong with, as far as the attributes say.</summary>
    internal IReadOnlyList<AltDeclaration> Declarations { get; }

    internal IReadOnlyList<Diagnostic> Findings { get; }

    private static string CompilerPath =>
        Array.Find([.. typeof(CompiledSource).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()], a => a.Key == "Csc")!.Value!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _output.Delete(recursive: true);
    }
}
