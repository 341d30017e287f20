namespace System.Runtime
{
    /// <summary>As the core library of the Image has it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class RuntimeExportAttribute(string name) : Attribute
    {
        public string Name => name;
    }

    /// <summary>As the core library of the Image has it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class RuntimeImportAttribute(string library, string name) : Attribute
    {
        public string Name => library + name;
    }
}
