namespace BareMetal.AltTool.Declarations;

/// <summary>The attributes by which ILC links a method with a symbol.</summary>
internal static class RuntimeAttributes
{
    public const string Import = "System.Runtime.RuntimeImportAttribute";

    public const string Export = "System.Runtime.RuntimeExportAttribute";
}
