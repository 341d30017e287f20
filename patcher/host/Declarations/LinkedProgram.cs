using System.Collections.Generic;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// The program as its compiler is to see it: marked methods are imported from their symbols, and the methods that attributes name are
/// exported where something needs them. So what isn't called costs nothing.
/// </summary>
internal abstract class LinkedProgram
{
    private readonly HashSet<MethodDefinition> _exported = [];

    /// <summary>Gives a method a symbol; false where it has one already.</summary>
    public bool Export(MethodDefinition method, string symbol)
    {
        bool isNew = _exported.Add(method);
        if (isNew)
        {
            AddExport(method, symbol);
        }

        return isNew;
    }

    /// <summary>Compiles it, with what is exported by now.</summary>
    /// <param name="path">The object file.</param>
    public abstract CompilerRun Compile(string path);

    protected abstract void AddExport(MethodDefinition method, string symbol);
}
