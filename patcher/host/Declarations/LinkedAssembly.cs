using System;
using System.Collections.Generic;
using System.IO;
using BareMetal.AltTool.CommandLine;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>The program as ilc is to see it: a copy of the assembly that csc compiled.</summary>
internal sealed class LinkedAssembly : LinkedProgram
{
    private readonly string _ilc;
    private readonly string[] _options;
    private readonly string _assembly;
    private readonly ModuleDefinition _module;
    private readonly MethodDefinition _import;
    private readonly MethodDefinition _export;

    /// <param name="options">What ilc is to be told beside the assembly and the object.</param>
    /// <param name="folder">Where the copy is written.</param>
    public LinkedAssembly(ModuleDefinition module, IEnumerable<AltDeclaration> declarations, string ilc, string[] options, string folder)
    {
        _ilc = ilc;
        _options = options;
        _assembly = Path.Combine(folder, module.Name);
        _module = module;
        _import = ConstructorOf(RuntimeAttributes.Import, parameters: 2);
        _export = ConstructorOf(RuntimeAttributes.Export, parameters: 1);
        foreach (AltDeclaration declaration in declarations)
        {
            declaration.Method.ImplAttributes |= MethodImplAttributes.InternalCall;
            Add(declaration.Method, _import, "*", declaration.Symbol);
        }
    }

    /// <inheritdoc/>
    public override CompilerRun Compile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_assembly)!);
        _module.Write(_assembly, new WriterParameters { WriteSymbols = _module.HasSymbols, DeterministicMvid = true });
        return CompilerRun.Of(_ilc, [_assembly, .. _options, $"-o:{path}"]);
    }

    /// <inheritdoc/>
    protected override void AddExport(MethodDefinition method, string symbol) => Add(method, _export, symbol);

    private static void Add(MethodDefinition method, MethodDefinition constructor, params ReadOnlySpan<string> arguments)
    {
        var attribute = new CustomAttribute(constructor);
        foreach (string argument in arguments)
        {
            attribute.ConstructorArguments.Add(new CustomAttributeArgument(constructor.Parameters[0].ParameterType, argument));
        }

        method.CustomAttributes.Add(attribute);
    }

    private MethodDefinition ConstructorOf(string name, int parameters)
    {
        foreach (MethodDefinition method in _module.GetType(name)?.Methods ?? [])
        {
            if (method.IsConstructor && !method.IsStatic && method.Parameters.Count == parameters)
            {
                return method;
            }
        }

        throw new InputException(
            _module.FileName, $"the core library has no {name} with {parameters} arguments", "Compile it from runtime-lite");
    }
}
