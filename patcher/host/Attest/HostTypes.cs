using System;
using System.Collections.Generic;
using System.Reflection;
using BareMetal.Patcher;
using Mono.Cecil;

namespace BareMetal.AltTool.Attest;

/// <summary>
/// The types of this process that stand for those of a program: .NET's for its core library, the patcher's for its patcher.
/// </summary>
internal sealed class HostTypes
{
    private const int MaxGenericParameters = 8;

    private readonly ModuleDefinition _module;
    private readonly Dictionary<string, TypeReference> _types = new(StringComparer.Ordinal);
    private readonly TypeReference _genericType;
    private readonly MethodReference _genericMethod;

    /// <param name="module">The module that refers to them.</param>
    public HostTypes(ModuleDefinition module)
    {
        _module = module;
        ValueType = module.ImportReference(typeof(ValueType));

        // A signature names a type parameter by its number alone: these serve for all.
        _genericType = new TypeReference("", "Generic", module, module.TypeSystem.CoreLibrary);
        _genericMethod = new MethodReference("Generic", module.TypeSystem.Void, _genericType);
        for (int position = 0; position < MaxGenericParameters; position++)
        {
            _genericType.GenericParameters.Add(new GenericParameter(_genericType));
            _genericMethod.GenericParameters.Add(new GenericParameter(_genericMethod));
        }
    }

    /// <summary>System.ValueType.</summary>
    public TypeReference ValueType { get; }

    /// <summary>A parameter of a generic type or method, in a signature.</summary>
    public TypeReference Parameter(GenericParameterType kind, int position) =>
        (kind == GenericParameterType.Type ? _genericType.GenericParameters : _genericMethod.GenericParameters)[position];

    /// <summary>The type of this process with the same full name, where it is public; null where there is none.</summary>
    public TypeReference? Find(TypeReference type)
    {
        string name = type.FullName.Replace('/', '+');
        if (_types.TryGetValue(name, out TypeReference? found))
        {
            return found;
        }

        if ((Visible(typeof(AltInstr).Assembly, name) ?? Visible(typeof(object).Assembly, name)) is { } here)
        {
            found = _module.ImportReference(here);
            _types.Add(name, found);
        }

        return found;
    }

    private static Type? Visible(Assembly assembly, string name) => assembly.GetType(name) is { IsVisible: true } type ? type : null;
}
