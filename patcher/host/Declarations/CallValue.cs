using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>An argument or a result.</summary>
/// <param name="Bits">Of the register that are the value's; 0 where an instruction can't take it as it is.</param>
/// <param name="IsNarrow">Whether it is smaller than 32 bits: the bits above it are anything in an argument.</param>
internal readonly record struct CallValue(string TypeName, int Bits, bool IsVector, bool IsNarrow)
{
    public string Reason => IsNarrow
        ? "and the bits of the register above it are anything: take a uint or an int"
        : "which isn't in one register: take integers, floats, pointers or references to variables";

    public static CallValue Of(TypeReference type)
    {
        switch (type.MetadataType)
        {
            case MetadataType.Int32 or MetadataType.UInt32:
                return new CallValue(CSharpName.Of(type), 32, false, false);
            case MetadataType.Int64 or MetadataType.UInt64 or MetadataType.IntPtr or MetadataType.UIntPtr:
            case MetadataType.Pointer or MetadataType.ByReference or MetadataType.FunctionPointer:
                return new CallValue(CSharpName.Of(type), 64, false, false);
            case MetadataType.Single:
                return new CallValue(CSharpName.Of(type), 32, true, false);
            case MetadataType.Double:
                return new CallValue(CSharpName.Of(type), 64, true, false);
            case MetadataType.Boolean or MetadataType.Char or MetadataType.SByte or MetadataType.Byte or MetadataType.Int16 or MetadataType.UInt16:
                return new CallValue(CSharpName.Of(type), 0, false, true);
            case MetadataType.RequiredModifier or MetadataType.OptionalModifier:
                return Of(((IModifierType)type).ElementType);
            default:
                return type.Resolve() is { IsEnum: true } definition
                    ? Of(definition.Fields[0].FieldType) with { TypeName = CSharpName.Of(type) }
                    : new CallValue(CSharpName.Of(type), 0, false, false);
        }
    }
}
