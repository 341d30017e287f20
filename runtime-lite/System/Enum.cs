using System.Runtime.CompilerServices;

namespace System;

/// <summary>The base of all enums.</summary>
public abstract class Enum : ValueType
{
    [Intrinsic]
    public bool HasFlag(Enum flag) => HasFlag(flag);
}
