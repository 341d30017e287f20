using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Elf;
using BareMetal.Patcher;
using Mono.Cecil;

namespace BareMetal.AltTool.Attest;

/// <summary>
/// Runs the callbacks of an Image on this machine: by the IL that csc compiled for it, with the patcher's types of this tool, which
/// are the same source. A callback that isn't C# can't be run; that is an error where it is needed, and not before.
/// </summary>
internal sealed class CallbackAssembly : IDisposable
{
    private const string TypedPrefix = "bm_cb_";
    private const string MachineCodePrefix = "bm_ccb_";

    private readonly string _path;
    private readonly ModuleDefinition _module;
    private readonly Dictionary<ulong, string> _symbols = [];
    private readonly Dictionary<string, MethodDefinition> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, TypedCallback> _callbacks = [];

    /// <param name="elf">The linked Image, which has the symbols.</param>
    /// <param name="path">The assembly that csc compiled for it.</param>
    public CallbackAssembly(ElfFile elf, string path)
    {
        _path = path;
        _module = CompiledAssembly.Load(path, withSymbols: false);
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            if (!symbol.IsUndefined && (IsTyped(symbol.Name) || symbol.Name.StartsWith(MachineCodePrefix, StringComparison.Ordinal)))
            {
                _symbols[symbol.Value] = symbol.Name;
            }
        }

        var names = new MethodSymbols(_module);
        foreach (TypeDefinition type in _module.GetTypes())
        {
            foreach (MethodDefinition method in type.Methods)
            {
                if (method.IsStatic && method.HasBody && method.Parameters.Count == 1
                    && method.ReturnType.FullName == typeof(CallbackResult).FullName
                    && method.Parameters[0].ParameterType is ByReferenceType { ElementType.FullName: var site }
                        && site == typeof(CallbackSite).FullName)
                {
                    _methods[RuntimeAttributes.SymbolOf(method) ?? TypedPrefix + names[method]] = method;
                }
            }
        }
    }

    /// <summary>The callback that starts at a VA; null where none does.</summary>
    public string? SymbolAt(ulong address) => _symbols.GetValueOrDefault(address);

    /// <summary>Runs the callback at a VA.</summary>
    public CallbackResult Invoke(ulong address, ref CallbackSite site)
    {
        string symbol = _symbols[address];
        if (!_callbacks.TryGetValue(address, out TypedCallback? callback))
        {
            callback = Load(symbol);
            _callbacks.Add(address, callback);
        }

        try
        {
            return callback(ref site);
        }
        catch (Exception e) when (e is not InputException)
        {
            throw new InputException(_path, $"callback {symbol} can't be run here: {e.Message}",
                "It may use what .NET has too, and nothing of the machine but its inputs");
        }
    }

    public void Dispose() => _module.Dispose();

    private static bool IsTyped(string symbol) => symbol.StartsWith(TypedPrefix, StringComparison.Ordinal);

    private TypedCallback Load(string symbol)
    {
        if (!IsTyped(symbol))
        {
            throw new InputException(_path, $"callback {symbol} is machine code, which isn't run here: this text can't be attested",
                $"Write it in C#, exported as {TypedPrefix}…");
        }

        if (!_methods.TryGetValue(symbol, out MethodDefinition? method))
        {
            throw new InputException(
                _path, $"there is no callback {symbol}", "Give the assembly of this very Image: make image leaves it beside the ELF file");
        }

        using MemoryStream assembly = MethodCopies.Write(method, _path);
        Assembly loaded = new AssemblyLoadContext(symbol).LoadFromStream(assembly);
        return loaded.GetType(MethodCopies.EntryType, throwOnError: true)!.GetMethod(
            MethodCopies.EntryMethod)!.CreateDelegate<TypedCallback>();
    }
}
