using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace BareMetal.Toolchain.Tests;

/// <summary>What other assemblies can name in an assembly: its public types, and of each its public and protected members.</summary>
internal static class PublicSurface
{
    /// <summary>Signatures of the members by the full name of their type. The type itself is one: its kind and its constraints.</summary>
    public static Dictionary<string, HashSet<string>> Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader reader = file.GetMetadataReader();
        return reader.TypeDefinitions
            .Where(type => IsVisible(reader, type))
            .ToDictionary(type => SignatureNames.NameOf(reader, type), type => Members(reader, type), StringComparer.Ordinal);
    }

    /// <summary>The public methods that a compiler supplies: the bodies that stand there are never run.</summary>
    public static IEnumerable<string> IntrinsicsOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader reader = file.GetMetadataReader();
        var intrinsics = new List<string>();
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions.Where(type => IsVisible(reader, type)))
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            bool isWhole = IsIntrinsic(reader, type.GetCustomAttributes());
            intrinsics.AddRange(type.GetMethods()
                .Select(reader.GetMethodDefinition)
                .Where(method => IsVisible(method.Attributes) && (isWhole || IsIntrinsic(reader, method.GetCustomAttributes())))
                .Select(method => $"{SignatureNames.NameOf(reader, handle)} {Signature(reader, method)}"));
        }

        return intrinsics;
    }

    /// <summary>The methods of other assemblies that an assembly calls.</summary>
    public static IEnumerable<string> MethodsCalledBy(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader reader = file.GetMetadataReader();
        return reader.MemberReferences
            .Select(reader.GetMemberReference)
            .Where(member => member.GetKind() == MemberReferenceKind.Method)
            .Select(member =>
                $"{SignatureNames.NameOf(reader, member.Parent)} " +
                    $"{Signature(reader, member.Name, member.DecodeMethodSignature(SignatureNames.Instance, null))}")
            .ToList();
    }

    private static HashSet<string> Members(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        IEnumerable<string> methods = type.GetMethods()
            .Select(reader.GetMethodDefinition)
            .Where(method => IsVisible(method.Attributes))
            .Select(method => Signature(reader, method) + Constraints(reader, method.GetGenericParameters()));
        IEnumerable<string> fields = type.GetFields()
            .Select(reader.GetFieldDefinition)
            .Where(field => IsVisible(field.Attributes))
            .Select(field => Signature(reader, field));
        return [.. methods, .. fields, KindOf(reader, type) + Constraints(reader, type.GetGenericParameters())];
    }

    private static string Signature(MetadataReader reader, MethodDefinition method)
    {
        return Signature(reader, method.Name, method.DecodeSignature(SignatureNames.Instance, null));
    }

    private static string Signature(MetadataReader reader, StringHandle name, MethodSignature<string> signature)
    {
        string isStatic = signature.Header.IsInstance ? "" : "static ";
        string arity = signature.GenericParameterCount == 0 ? "" : $"`{signature.GenericParameterCount}";
        return $"{isStatic}{signature.ReturnType} {reader.GetString(name)}{arity}({string.Join(", ", signature.ParameterTypes)})";
    }

    private static string Signature(MetadataReader reader, FieldDefinition field)
    {
        ConstantHandle constant = field.GetDefaultValue();
        string value = constant.IsNil ? "" : $" = 0x{Convert.ToHexString(reader.GetBlobBytes(reader.GetConstant(constant).Value))}";
        FieldAttributes kind = field.Attributes & (FieldAttributes.Static | FieldAttributes.InitOnly | FieldAttributes.Literal);
        return $"field ({kind}) {field.DecodeSignature(SignatureNames.Instance, null)} {reader.GetString(field.Name)}{value}";
    }

    private static string KindOf(MetadataReader reader, TypeDefinition type)
    {
        TypeAttributes kind = type.Attributes & (TypeAttributes.Interface | TypeAttributes.Abstract | TypeAttributes.Sealed);
        string parent = type.BaseType.IsNil ? "nothing" : SignatureNames.NameOf(reader, type.BaseType);
        return $"type ({kind}) of {parent}";
    }

    private static string Constraints(MetadataReader reader, GenericParameterHandleCollection parameters) => string.Concat(
        parameters.Select(reader.GetGenericParameter).Select(parameter =>
        {
            IEnumerable<string> types =
                parameter.GetConstraints()
                    .Select(constraint => SignatureNames.NameOf(reader, reader.GetGenericParameterConstraint(constraint).Type));
            return $" where {parameter.Index} : ({parameter.Attributes}) {string.Join(", ", types.Order(StringComparer.Ordinal))}";
        }));

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic => IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family
            or MethodAttributes.FamORAssem;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsIntrinsic(MetadataReader reader, CustomAttributeHandleCollection attributes) => attributes
        .Select(reader.GetCustomAttribute)
        .Any(attribute => attribute.Constructor.Kind == HandleKind.MethodDefinition
            && SignatureNames.NameOf(reader, reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType())
                == "System.Runtime.CompilerServices.IntrinsicAttribute");
}
