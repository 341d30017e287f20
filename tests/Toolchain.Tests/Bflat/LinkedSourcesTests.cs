using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using BareMetal.AltTool;
using BareMetal.AltTool.Bflat;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.BootTest;
using BareMetal.Toolchain.Tests.Declarations;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace BareMetal.Toolchain.Tests.Bflat;

/// <summary>
/// The copies of the sources that bflat gets say what the copy of the assembly says that ilc gets, and stand at the same lines.
/// </summary>
[Trait("Area", "The build")]
[Trait("Run", "slow")]
public sealed class LinkedSourcesTests : IDisposable
{
    // Compiles nothing: what it would get is there all the same.
    private const string NoCompiler = "/bin/false";

    private static readonly string[] s_defines = ["GIVEN", "MORE"];

    private readonly string _folder = Directory.CreateTempSubdirectory("linked-").FullName;
    private readonly string[] _sources;
    private readonly ModuleDefinition _module;
    private readonly List<AltDeclaration> _declarations;

    /// <summary>One of the sources gets a byte order mark and Windows' ends of lines.</summary>
    public LinkedSourcesTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sources"));
        Directory.CreateDirectory(Path.Combine(_folder, "again"));
        _sources =
            [.. Directory.GetFiles(Repository.PathOf("tests", "Toolchain.Tests", "Bflat", "sources"), "*.cs").Select(Copy)
                .Order(StringComparer.Ordinal)];
        File.WriteAllText(
            _sources[0], File.ReadAllText(_sources[0]).ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        _module = CSharpCompiler.Compile(Path.Combine(_folder, "Shapes.dll"), _folder, _folder, _sources, Defines);
        _declarations =
            AltDeclarations.Read(_module, CompiledSource.Capabilities, new MethodSource(_folder), out List<Diagnostic> findings);
        Assert.Empty(findings);
    }

    private static string Defines => $"-define:{string.Join(';', s_defines)}";

    [Fact]
    public void Copies_of_the_sources_say_what_the_copy_of_the_assembly_says()
    {
        Export(Copies());
        using ModuleDefinition byRoslyn = CSharpCompiler.Compile(
            Path.Combine(_folder, "again", "Shapes.dll"), _folder, "/nowhere", CopiedFiles().Order(StringComparer.Ordinal), Defines);

        Export(new LinkedAssembly(_module, _declarations, NoCompiler, [], Path.Combine(_folder, "linked")));
        using ModuleDefinition byCecil = CSharpCompiler.Load(Path.Combine(_folder, "linked", "Shapes.dll"));

        string[] methods = Methods(byCecil);
        Assert.Equal(
            10, methods.Count(method => method.Contains("RuntimeImportAttribute(*, alt_BareMetal_Shapes_", StringComparison.Ordinal)));
        Assert.Equal(9, methods.Count(method => method.Contains("RuntimeExportAttribute(", StringComparison.Ordinal)));
        Assert.Equal(methods, Methods(byRoslyn));
    }

    [Fact]
    public void What_is_not_needed_yet_is_not_exported()
    {
        Copies().Compile(Path.Combine(_folder, "object.o"));
        string copies = string.Concat(CopiedFiles().Select(File.ReadAllText));

        Assert.Contains("RuntimeImportAttribute(\"*\", \"alt_BareMetal_Shapes_Shapes_Add_1\")", copies, StringComparison.Ordinal);
        Assert.DoesNotContain("RuntimeExportAttribute(\"", copies, StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_of_another_assembly_are_refused()
    {
        var sources = new SourceMethods(_sources.Where(source => !source.EndsWith("MoreShapes.cs", StringComparison.Ordinal)), s_defines);

        InputException refusal =
            Assert.Throws<InputException>(() => sources.Find(_declarations.Single(d => d.Method.Name == "Scale").Method));

        Assert.StartsWith(
            "Shapes.Scale isn't in the sources as the assembly has it. Build again", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compiler_that_is_not_there_is_named()
    {
        InputException refusal = Assert.Throws<InputException>(() => CompilerRun.Of("no-bflat-here", []));

        Assert.Equal("no-bflat-here", refusal.File);
        Assert.EndsWith("put bflat and its lib folder on PATH", refusal.Message, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Copy(string source)
    {
        string copy = Path.Combine(_folder, "sources", Path.GetFileName(source));
        File.Copy(source, copy);
        return copy;
    }

    private string[] CopiedFiles() => Directory.GetFiles(Path.Combine(_folder, "copies"), "*.cs", SearchOption.AllDirectories);

    private LinkedSources Copies()
    {
        var methods = new SourceMethods(_sources, s_defines);
        var copies = new SourceCopies(methods.Trees, $"{_folder}/", Path.Combine(_folder, "copies"));
        return new LinkedSources(_module, _declarations, methods, copies, NoCompiler, [], Path.Combine(_folder, "again"));
    }

    private void Export(LinkedProgram program)
    {
        foreach (AltImplementation implementation in _declarations.SelectMany(declaration => declaration.Implementations))
        {
            program.Export(implementation.Method, implementation.Symbol);
        }

        program.Compile(Path.Combine(_folder, "object.o"));
    }

    /// <summary>Of each method its name, what the attributes say, and the instructions with their lines.</summary>
    private static string[] Methods(ModuleDefinition module) => [.. module.GetTypes().SelectMany(type => type.Methods).Select(Describe)];

    private static string Describe(MethodDefinition method)
    {
        IEnumerable<string> attributes = method.CustomAttributes
            .Select(a => $"{a.AttributeType.Name}({string.Join(", ", a.ConstructorArguments.Select(argument => argument.Value))})")
            .Order(StringComparer.Ordinal);
        IEnumerable<string> code = method.HasBody ? method.Body.Instructions.Select(instruction => Describe(method, instruction)) : [];
        return $"{method.FullName} {method.ImplAttributes} {string.Join(' ', attributes)}\n{string.Join('\n', code)}";
    }

    private static string Describe(MethodDefinition method, Instruction instruction)
    {
        SequencePoint? point = method.DebugInformation.GetSequencePoint(instruction);
        return $"{instruction} {point?.Document.Url} {point?.StartLine}";
    }
}
