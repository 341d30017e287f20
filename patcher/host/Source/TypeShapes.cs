using System;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace BareMetal.AltTool.Source;

/// <summary>Reads types out of metadata and signatures.</summary>
internal sealed class TypeShapes : ISignatureTypeProvider<TypeShape, object?>
{
    private const byte ClassKind = 0x12;

    public static TypeShapes Instance { get; } = new();

    public static TypeShape Of(MetadataReader reader, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => OfDefinition(reader, (TypeDefinitionHandle)type),
        HandleKind.TypeReference => Instance.GetTypeFromReference(reader, (TypeReferenceHandle)type, ClassKind),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(Instance, null),
        _ => new TypeShape("?", IsReference: false),
    };

    private static TypeShape OfDefinition(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition definition = reader.GetTypeDefinition(handle);
        string name = reader.GetString(definition.Name);
        string parent = definition.BaseType.IsNil ? "" : ParentName(reader, definition.BaseType);
        return new TypeShape(CSharp(name), parent is not ("ValueType" or "Enum"), handle);
    }

    private static string ParentName(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeDefinition => reader.GetString(reader.GetTypeDefinition((TypeDefinitionHandle)parent).Name),
        HandleKind.TypeReference => reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name),
        _ => "",
    };

    /// <summary>A type's name in metadata as C# writes it.</summary>
    public static string CSharp(string name) => name switch
    {
        "Object" => "object",
        "String" => "string",
        "Boolean" => "bool",
        "Byte" => "byte",
        "SByte" => "sbyte",
        "Int16" => "short",
        "UInt16" => "ushort",
        "Int32" => "int",
        "UInt32" => "uint",
        "Int64" => "long",
        "UInt64" => "ulong",
        "IntPtr" => "nint",
        "UIntPtr" => "nuint",
        "Single" => "float",
        "Double" => "double",
        "Char" => "char",
        "Void" => "void",
        _ => name.IndexOf('`', StringComparison.Ordinal) is var arity and > 0 ? name[..arity] : name,
    };

    public TypeShape GetPrimitiveType(PrimitiveTypeCode typeCode) =>
        new(CSharp(typeCode.ToString()), typeCode is PrimitiveTypeCode.Object or PrimitiveTypeCode.String);

    public TypeShape GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        OfDefinition(reader, handle);

    public TypeShape GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        new(CSharp(reader.GetString(reader.GetTypeReference(handle).Name)), rawTypeKind == ClassKind);

    public TypeShape GetTypeFromSpecification(
        MetadataReader reader,
        object? genericContext,
        TypeSpecificationHandle handle,
        byte rawTypeKind) => Of(reader, handle);

    public TypeShape GetGenericInstantiation(TypeShape genericType, ImmutableArray<TypeShape> typeArguments) => genericType;

    public TypeShape GetSZArrayType(TypeShape elementType) => new($"{elementType.Name}[]", IsReference: true);

    public TypeShape GetArrayType(TypeShape elementType, ArrayShape shape) => new($"{elementType.Name}[,]", IsReference: true);

    public TypeShape GetByReferenceType(TypeShape elementType) => new($"ref {elementType.Name}", IsReference: false);

    public TypeShape GetPointerType(TypeShape elementType) => new($"{elementType.Name}*", IsReference: false);

    public TypeShape GetFunctionPointerType(MethodSignature<TypeShape> signature) => new("delegate*", IsReference: false);

    public TypeShape GetGenericMethodParameter(object? genericContext, int index) => new("T", IsReference: false);

    public TypeShape GetGenericTypeParameter(object? genericContext, int index) => new("T", IsReference: false);

    public TypeShape GetModifiedType(TypeShape modifier, TypeShape unmodifiedType, bool isRequired) => unmodifiedType;

    public TypeShape GetPinnedType(TypeShape elementType) => elementType;
}
