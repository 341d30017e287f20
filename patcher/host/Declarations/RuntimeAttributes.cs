using System;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>The attributes by which ILC links a method with a symbol.</summary>
internal static class RuntimeAttributes
{
    public const string Import = "System.Runtime.RuntimeImportAttribute";

    public const string Export = "System.Runtime.RuntimeExportAttribute";

    /// <summary>The symbol that one of them gives a method; null where none does.</summary>
    public static string? SymbolOf(MethodDefinition method)
    {
        foreach (CustomAttribute attribute in method.CustomAttributes)
        {
            if (attribute.AttributeType.FullName is Import or Export)
            {
                return (string)attribute.ConstructorArguments[^1].Value;
            }
        }

        return null;
    }
}
