using System;
using System.Collections.Generic;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>A type as C# writes it: <c>uint</c>, <c>ref byte</c>, <c>byte*</c>.</summary>
internal static class CSharpName
{
    private static readonly Dictionary<string, string> s_keywords = new(StringComparer.Ordinal)
    {
        ["Void"] = "void",
        ["Boolean"] = "bool",
        ["Char"] = "char",
        ["SByte"] = "sbyte",
        ["Byte"] = "byte",
        ["Int16"] = "short",
        ["UInt16"] = "ushort",
        ["Int32"] = "int",
        ["UInt32"] = "uint",
        ["Int64"] = "long",
        ["UInt64"] = "ulong",
        ["IntPtr"] = "nint",
        ["UIntPtr"] = "nuint",
        ["Single"] = "float",
        ["Double"] = "double",
        ["String"] = "string",
        ["Object"] = "object",
    };

    public static string Of(TypeReference type) => type switch
    {
        ByReferenceType reference => $"ref {Of(reference.ElementType)}",
        PointerType pointer => $"{Of(pointer.ElementType)}*",
        IModifierType modified => Of(modified.ElementType),
        _ => s_keywords.GetValueOrDefault(type.Name, type.Name),
    };
}
