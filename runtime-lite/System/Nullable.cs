using Internal.Runtime.CompilerHelpers;

namespace System;

/// <summary>A value or none.</summary>
public readonly struct Nullable<T>
    where T : struct
{
    private readonly bool hasValue; // ILC knows both fields by name and order
    private readonly T value;

    public Nullable(T value)
    {
        this.value = value;
        hasValue = true;
    }

    public bool HasValue => hasValue;

    public T Value
    {
        get
        {
            if (!hasValue)
            {
                ThrowHelpers.ThrowInvalidOperationException();
            }

            return value;
        }
    }

    public T GetValueOrDefault() => value;

    public T GetValueOrDefault(T defaultValue) => hasValue ? value : defaultValue;

    public static implicit operator T?(T value) => new T?(value);

    public static explicit operator T(T? value) => value.Value;
}
