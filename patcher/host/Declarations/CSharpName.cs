using BareMetal.AltTool.Source;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>A type as C# writes it: <c>uint</c>, <c>ref byte</c>, <c>byte*</c>.</summary>
internal static class CSharpName
{
    public static string Of(TypeReference type) => type switch
    {
        ByReferenceType reference => $"ref {Of(reference.ElementType)}",
        PointerType pointer => $"{Of(pointer.ElementType)}*",
        IModifierType modified => Of(modified.ElementType),
        _ => TypeShapes.CSharp(type.Name),
    };
}
