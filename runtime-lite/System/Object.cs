using System.Runtime.CompilerServices;

namespace System;

/// <summary>The root of all types. Objects exist only as frozen data of the image, so they never move.</summary>
public class Object
{
#pragma warning disable CS0169 // ILC knows it by this name, and writes it
    private nint m_pEEType;
#pragma warning restore CS0169

    public Object()
    {
    }

    public virtual bool Equals(object obj) => this == obj;

    public virtual int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public static bool Equals(object objA, object objB) =>
        objA == objB || (objA != null && objB != null && objA.Equals(objB));

    public static bool ReferenceEquals(object objA, object objB) => objA == objB;
}
