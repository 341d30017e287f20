using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.Declarations;
using Mono.Cecil;

namespace BareMetal.AltTool.Bflat;

/// <summary>
/// The program as bflat is to see it: copies of the sources with the attributes in them, since bflat compiles sources in one go. What is
/// wrong with the program was found in the assembly that csc made of the same sources.
/// </summary>
internal sealed class LinkedSources : LinkedProgram
{
    private const string Compiler = "global::System.Runtime.CompilerServices";
    private const string IsElsewhere = $"{Compiler}.MethodImplAttribute({Compiler}.MethodImplOptions.InternalCall)";

    private readonly SourceMethods _methods;
    private readonly SourceCopies _copies;
    private readonly string _compiled;
    private readonly string _bflat;
    private readonly string[] _options;

    /// <param name="options">What bflat is to be told beside the sources and the object.</param>
    /// <param name="folder">Where bflat writes.</param>
    public LinkedSources(
        ModuleDefinition module,
        IEnumerable<AltDeclaration> declarations,
        SourceMethods methods,
        SourceCopies copies,
        string bflat,
        string[] options,
        string folder)
    {
        _methods = methods;
        _copies = copies;
        // bflat names the module after its output, and so the symbols of all methods.
        _compiled = Path.Combine(folder, $"{module.Assembly.Name.Name}.o");
        _bflat = bflat;
        _options = options;
        foreach (AltDeclaration declaration in declarations)
        {
            _copies.Add(
                _methods.Find(declaration.Method), $"{IsElsewhere}, global::{RuntimeAttributes.Import}(\"*\", \"{declaration.Symbol}\")");
        }
    }

    /// <inheritdoc/>
    public override CompilerRun Compile(string path)
    {
        string[] sources = _copies.Write();
        File.Delete(_compiled);
        CompilerRun run = CompilerRun.Of(_bflat, ["build", .. _options, "-o", _compiled, .. sources]);
        if (run.ExitCode == 0)
        {
            File.Move(_compiled, path, overwrite: true);
        }

        return run;
    }

    /// <inheritdoc/>
    protected override void AddExport(MethodDefinition method, string symbol) =>
        _copies.Add(_methods.Find(method), $"global::{RuntimeAttributes.Export}(\"{symbol}\")");
}
