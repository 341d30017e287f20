namespace System.Runtime
{
    /// <summary>As the core library of the Image has it.</summary>
    internal sealed class RuntimeExportAttribute(string name) : Attribute
    {
        public string Name => name;
    }
}
