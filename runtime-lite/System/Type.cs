using System.Runtime.CompilerServices;

namespace System;

/// <summary>A type as <c>typeof</c> names it. Only comparisons that ILC folds at build time work.</summary>
public abstract class Type
{
    [Intrinsic]
    public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => GetTypeFromHandle(handle);

    [Intrinsic]
    public static bool operator ==(Type left, Type right) => left == right;

    [Intrinsic]
    public static bool operator !=(Type left, Type right) => left != right;

    public override bool Equals(object o) => base.Equals(o);

    public override int GetHashCode() => base.GetHashCode();
}
