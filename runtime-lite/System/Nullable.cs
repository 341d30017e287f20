using Internal.Runtime.CompilerHelpers;

namespace System;

/// <summary>A value or none.</summary>
public readonly struct Nullable<T>
    where T : struct
{
    private readonly bool _hasValue; // ILC knows both fields by name and order
    private readonly T _value;

    public Nullable(T value)
    {
        _value = value;
        _hasValue = true;
    }

    public bool HasValue => _hasValue;

    public T Value
    {
        get
        {
            if (!_hasValue)
            {
                ThrowHelpers.ThrowInvalidOperationException();
            }

            return _value;
        }
    }

    public T GetValueOrDefault() => _value;

    public T GetValueOrDefault(T defaultValue) => _hasValue ? _value : defaultValue;

    public static implicit operator T?(T value) => new T?(value);

    public static explicit operator T(T? value) => value.Value;
}
