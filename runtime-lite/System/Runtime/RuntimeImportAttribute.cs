namespace System.Runtime;

/// <summary>Binds an <c>extern</c> method to a symbol of the image: each call is one <c>bl</c>.</summary>
/// <remarks>Needs <c>MethodImplOptions.InternalCall</c> besides; without it ILC takes the method as one that always throws.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor, Inherited = false)]
internal sealed class RuntimeImportAttribute : Attribute
{
    public RuntimeImportAttribute(string dllName, string entryPoint)
    {
        DllName = dllName;
        EntryPoint = entryPoint;
    }

    /// <summary><c>"*"</c>: any object of the link.</summary>
    public string DllName { get; }

    public string EntryPoint { get; }
}
