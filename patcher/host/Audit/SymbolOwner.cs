using System;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Audit;

/// <summary>Whose a symbol of the ILC object is: the source folder its namespace belongs to, or the compiler.</summary>
internal static class SymbolOwner
{
    public const string Compiler = "compiler";
    private const string Program = "program";

    /// <summary>Names as ILC writes them after the module's name; the first match wins.</summary>
    private static readonly (string Prefix, string Owner)[] s_namespaces =
    [
        ("System_", "runtime-lite"),
        ("Internal_", "runtime-lite"),
        ("BareMetal_Boot_", "boot"),
        ("BareMetal_Patcher_", "patcher"),
    ];

    /// <param name="symbol">ILC's name.</param>
    /// <param name="isFunction">False for data: of that only the tables of constants are ours.</param>
    /// <param name="module">Name of the assembly, ILC's prefix for all but the primitive types.</param>
    public static string Of(string symbol, bool isFunction, string module)
    {
        string modulePrefix = $"{module}_";
        if (!isFunction)
        {
            return symbol.StartsWith($"{modulePrefix}_PrivateImplementationDetails_", StringComparison.Ordinal) ? "tables" : Compiler;
        }

        if (IlcName.QualifiedType(symbol) is not { } type)
        {
            return Compiler;
        }

        if (!type.StartsWith(modulePrefix, StringComparison.Ordinal))
        {
            return type.Contains('_') ? Program : "runtime-lite";
        }

        foreach ((string prefix, string owner) in s_namespaces)
        {
            if (type.AsSpan(modulePrefix.Length).StartsWith(prefix, StringComparison.Ordinal))
            {
                return owner;
            }
        }

        return Program;
    }
}
