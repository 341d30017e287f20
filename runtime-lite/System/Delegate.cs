namespace System;

/// <summary>csc names this type when it binds <c>==</c>. There are no delegates: use <c>delegate*</c>.</summary>
public abstract class Delegate
{
    private protected Delegate()
    {
    }
}
