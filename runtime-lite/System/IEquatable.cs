namespace System;

/// <summary>Equality of one type with itself; used as a constraint, so that calls are direct.</summary>
public interface IEquatable<T>
    where T : allows ref struct
{
    bool Equals(T other);
}
