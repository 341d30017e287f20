using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>An argument or a result.</summary>
/// <param name="Bits">Of the register that are the value's; 0 where an instruction can't take it as it is.</param>
/// <param name="Narrow">The least and the largest value of a type smaller than 32 bits; null of others.</param>
internal readonly record struct CallValue(string TypeName, int Bits, bool IsVector, (int Lowest, int Highest)? Narrow = null)
{
    /// <summary>Whether it is smaller than 32 bits: the bits above it are anything in an argument.</summary>
    public bool IsNarrow => Narrow is not null;

    public string Reason => IsNarrow
        ? "and the bits of the register above it are anything: take a uint or an int"
        : "which isn't in one register: take integers, floats, pointers or references to variables";

    public static CallValue Of(TypeReference type)
    {
        switch (type.MetadataType)
        {
            case MetadataType.Int32 or MetadataType.UInt32:
                return new CallValue(CSharpName.Of(type), 32, false);
            case MetadataType.Int64 or MetadataType.UInt64 or MetadataType.IntPtr or MetadataType.UIntPtr:
            case MetadataType.Pointer or MetadataType.ByReference or MetadataType.FunctionPointer:
                return new CallValue(CSharpName.Of(type), 64, false);
            case MetadataType.Single:
                return new CallValue(CSharpName.Of(type), 32, true);
            case MetadataType.Double:
                return new CallValue(CSharpName.Of(type), 64, true);
            case MetadataType.Boolean or MetadataType.Byte:
                return new CallValue(CSharpName.Of(type), 0, false, (0, byte.MaxValue));
            case MetadataType.SByte:
                return new CallValue(CSharpName.Of(type), 0, false, (sbyte.MinValue, sbyte.MaxValue));
            case MetadataType.Char or MetadataType.UInt16:
                return new CallValue(CSharpName.Of(type), 0, false, (0, ushort.MaxValue));
            case MetadataType.Int16:
                return new CallValue(CSharpName.Of(type), 0, false, (short.MinValue, short.MaxValue));
            case MetadataType.RequiredModifier or MetadataType.OptionalModifier:
                return Of(((IModifierType)type).ElementType);
            default:
                return type.Resolve() is { IsEnum: true } definition
                    ? Of(definition.Fields[0].FieldType) with { TypeName = CSharpName.Of(type) }
                    : new CallValue(CSharpName.Of(type), 0, false);
        }
    }
}
