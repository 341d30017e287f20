using System;
using BareMetal.AltTool.CommandLine;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>The assembly that csc compiled.</summary>
internal static class CompiledAssembly
{
    /// <param name="withSymbols">Whether its PDB is wanted, too.</param>
    public static ModuleDefinition Load(string path, bool withSymbols)
    {
        try
        {
            return ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = withSymbols, InMemory = true });
        }
        catch (BadImageFormatException)
        {
            throw new InputException(path, "not a .NET assembly", "Give the assembly that csc compiled, out/obj/…/BareMetal.dll");
        }
    }
}
