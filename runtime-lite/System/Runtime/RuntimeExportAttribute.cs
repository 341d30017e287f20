namespace System.Runtime;

/// <summary>Gives a static method a symbol that assembly can call, by the AAPCS64.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
internal sealed class RuntimeExportAttribute : Attribute
{
    public RuntimeExportAttribute(string entry) => EntryPoint = entry;

    public string EntryPoint { get; }
}
