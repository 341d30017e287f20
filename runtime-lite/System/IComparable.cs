namespace System;

/// <summary>Order of one type; used as a constraint, so that calls are direct.</summary>
public interface IComparable<in T>
    where T : allows ref struct
{
    /// <summary>Negative, zero or positive where this is before, at or after <paramref name="other"/>.</summary>
    int CompareTo(T other);
}
