using System;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using BareMetal.AltTool.Source;

namespace BareMetal.AltTool.Explain;

/// <summary>Recognises the IL of the features in <see cref="RuntimeFeatures"/> and says in C# what stands there.</summary>
internal static class FeatureExpressions
{
    public static string? Allocation(SourceAssembly assembly, IlInstruction instruction)
    {
        EntityHandle operand = MetadataTokens.EntityHandle(instruction.Token);
        if (instruction.Code == OpCodes.Box)
        {
            return $"({TypeShapes.Of(assembly.Metadata, operand).Name} as an object)";
        }

        // A struct without the override is boxed for the call.
        if (instruction.IsConstrained)
        {
            return ObjectEquality(assembly, instruction);
        }

        if (instruction.Code != OpCodes.Newobj)
        {
            return null;
        }

        TypeShape type = DeclaringType(assembly, operand);
        return type.IsReference ? $"new {type.Name}()" : null;
    }

    public static string? ArrayAllocation(SourceAssembly assembly, IlInstruction instruction) =>
        instruction.Code == OpCodes.Newarr
            ? $"new {TypeName(assembly, instruction)}[]"
            : null;

    public static string? Throw(SourceAssembly assembly, IlInstruction instruction) =>
        instruction.Code == OpCodes.Throw || instruction.Code == OpCodes.Rethrow ? "throw" : null;

    public static string? ReferenceStore(SourceAssembly assembly, IlInstruction instruction)
    {
        if (instruction.Code == OpCodes.Stelem_Ref || instruction.Code == OpCodes.Stind_Ref)
        {
            return "… = a reference";
        }

        bool isFieldStore = instruction.Code == OpCodes.Stfld || instruction.Code == OpCodes.Stsfld;
        return isFieldStore ? FieldStore(assembly.Metadata, MetadataTokens.EntityHandle(instruction.Token)) : null;
    }

    public static string? InterfaceCall(SourceAssembly assembly, IlInstruction instruction)
    {
        if (instruction.Code != OpCodes.Callvirt || instruction.IsConstrained)
        {
            return null;
        }

        TypeShape type = DeclaringType(assembly, MetadataTokens.EntityHandle(instruction.Token));
        TypeAttributes attributes = type.Definition.IsNil ? default : assembly.Metadata.GetTypeDefinition(type.Definition).Attributes;
        bool isInterface = attributes.HasFlag(TypeAttributes.Interface);
        return isInterface ? $"{type.Name}.{MethodName(assembly, instruction)}()" : null;
    }

    public static string? Cast(SourceAssembly assembly, IlInstruction instruction) =>
        instruction.Code == OpCodes.Castclass ? $"({TypeName(assembly, instruction)})…"
        : instruction.Code == OpCodes.Isinst ? $"… is {TypeName(assembly, instruction)}"
        : null;

    public static string? Unboxing(SourceAssembly assembly, IlInstruction instruction) =>
        instruction.Code == OpCodes.Unbox || instruction.Code == OpCodes.Unbox_Any ? $"({TypeName(assembly, instruction)})…" : null;

    public static string? ObjectEquality(SourceAssembly assembly, IlInstruction instruction)
    {
        if (instruction.Code != OpCodes.Callvirt
            || DeclaringType(assembly, MetadataTokens.EntityHandle(instruction.Token)).Name != "object")
        {
            return null;
        }

        string method = MethodName(assembly, instruction);
        return method is "Equals" or "GetHashCode" ? $"….{method}()" : null;
    }

    public static string? PlatformCall(SourceAssembly assembly, IlInstruction instruction)
    {
        if (instruction.Code != OpCodes.Call || assembly.ResolveMethod(instruction.Token) is not { } method)
        {
            return null;
        }

        bool isImport = assembly.Metadata.GetMethodDefinition(method).Attributes.HasFlag(MethodAttributes.PinvokeImpl);
        return isImport ? $"{MethodName(assembly, instruction)}()" : null;
    }

    public static string? FeatureTest(SourceAssembly assembly, IlInstruction instruction) =>
        instruction.Code == OpCodes.Call && MethodName(assembly, instruction) == "get_IsSupported" ? "IsSupported" : null;

    /// <summary>For helpers that no single IL instruction gives away.</summary>
    public static string? Unknown(SourceAssembly assembly, IlInstruction instruction) => null;

    private static string? FieldStore(MetadataReader reader, EntityHandle field)
    {
        if (field.Kind == HandleKind.FieldDefinition)
        {
            FieldDefinition definition = reader.GetFieldDefinition((FieldDefinitionHandle)field);
            return Assignment(reader, definition.Name, definition.DecodeSignature(TypeShapes.Instance, null));
        }

        MemberReference reference = reader.GetMemberReference((MemberReferenceHandle)field);
        return Assignment(reader, reference.Name, reference.DecodeFieldSignature(TypeShapes.Instance, null));
    }

    private static string? Assignment(MetadataReader reader, StringHandle field, TypeShape type) =>
        type.IsReference ? $"{reader.GetString(field)} = …" : null;

    private static TypeShape DeclaringType(SourceAssembly assembly, EntityHandle method)
    {
        MetadataReader reader = assembly.Metadata;
        return method.Kind switch
        {
            HandleKind.MethodDefinition =>
                TypeShapes.Of(reader, reader.GetMethodDefinition((MethodDefinitionHandle)method).GetDeclaringType()),
            HandleKind.MemberReference =>
                TypeShapes.Of(reader, reader.GetMemberReference((MemberReferenceHandle)method).Parent),
            HandleKind.MethodSpecification =>
                DeclaringType(assembly, reader.GetMethodSpecification((MethodSpecificationHandle)method).Method),
            _ => new TypeShape("?", IsReference: false),
        };
    }

    private static string TypeName(SourceAssembly assembly, IlInstruction instruction) =>
        TypeShapes.Of(assembly.Metadata, MetadataTokens.EntityHandle(instruction.Token)).Name;

    private static string MethodName(SourceAssembly assembly, IlInstruction call) =>
        assembly.ResolveMethod(call.Token) is { } method
            ? assembly.Metadata.GetString(assembly.Metadata.GetMethodDefinition(method).Name)
            : "";
}
