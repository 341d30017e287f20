using System;
using System.Collections.Generic;
using System.IO;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// The assembly as ILC is to see it: marked methods are imported from their symbols, and the methods that attributes name are exported
/// where something needs them. What nobody calls costs nothing so.
/// </summary>
internal sealed class LinkedAssembly
{
    private readonly ModuleDefinition _module;
    private readonly MethodDefinition _import;
    private readonly MethodDefinition _export;
    private readonly HashSet<MethodDefinition> _exported = [];

    public LinkedAssembly(ModuleDefinition module, IEnumerable<AltDeclaration> declarations)
    {
        _module = module;
        _import = ConstructorOf(RuntimeAttributes.Import, parameters: 2);
        _export = ConstructorOf(RuntimeAttributes.Export, parameters: 1);
        foreach (AltDeclaration declaration in declarations)
        {
            declaration.Method.ImplAttributes |= MethodImplAttributes.InternalCall;
            Add(declaration.Method, _import, "*", declaration.Symbol);
        }
    }

    /// <summary>Gives a method a symbol; false where it has it already.</summary>
    public bool Export(MethodDefinition method, string symbol)
    {
        bool isNew = _exported.Add(method);
        if (isNew)
        {
            Add(method, _export, symbol);
        }

        return isNew;
    }

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _module.Write(path, new WriterParameters { WriteSymbols = _module.HasSymbols, DeterministicMvid = true });
    }

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

        throw new InputException(_module.FileName, $"the core library has no {name} with {parameters} arguments", "Compile it from runtime-lite");
    }
}
