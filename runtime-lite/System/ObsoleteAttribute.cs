namespace System;

/// <summary>Marks something that should not be used any more; csc shows the message.</summary>
[AttributeUsage(AttributeTargets.All & ~(AttributeTargets.Assembly | AttributeTargets.Module | AttributeTargets.Parameter | AttributeTargets.GenericParameter | AttributeTargets.ReturnValue), Inherited = false)]
public sealed class ObsoleteAttribute : Attribute
{
    public ObsoleteAttribute(string message) => Message = message;

    public ObsoleteAttribute(string message, bool error)
    {
        Message = message;
        IsError = error;
    }

    public string Message { get; }

    public bool IsError { get; }
}
