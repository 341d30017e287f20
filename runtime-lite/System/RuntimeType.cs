namespace System;

/// <summary>ILC looks this name up when it compares references to frozen objects.</summary>
internal abstract class RuntimeType : Type
{
}
