using System.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>The base of all structs and enums.</summary>
/// <remarks>
/// Equality field by field would need reflection. The symbols stay undefined, so a struct that is compared as an
/// object without an override of its own is a link error.
/// </remarks>
public abstract class ValueType
{
    public override bool Equals(object obj) => FieldsEqual(this, obj);

    public override int GetHashCode() => FieldsHashCode(this);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhValueTypeEquals")]
    private static extern bool FieldsEqual(object left, object right);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhValueTypeGetHashCode")]
    private static extern int FieldsHashCode(object value);
}
