namespace System.Runtime.InteropServices;

/// <summary>csc names this type in an <c>unmanaged</c> constraint; its members serve marshalling, which there is none of.</summary>
public enum UnmanagedType
{
}
