using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Guest;

/// <summary>The Image's text, of which one store or the cleaning of one line goes where nothing is mapped.</summary>
// SAFETY: the accesses at LinearMap.Limit are the test: nothing is mapped there, so they must fault.
internal readonly unsafe struct AbortingMemory : ICodeMemory
{
    private static uint s_loaded;

    /// <summary>Stores that still go well.</summary>
    public static uint GoodStores { get; set; }

    /// <summary>Lines that are still cleaned well.</summary>
    public static uint GoodLines { get; set; }

    public static uint Read(CodeAddress address) => LinearAliasMemory.Read(address);

    public static AliasAddress Alias(CodeAddress address) => LinearAliasMemory.Alias(address);

    public static void Write(AliasAddress address, uint instruction)
    {
        if (GoodStores-- == 0)
        {
            *(uint*)LinearMap.Limit = instruction;
        }

        LinearAliasMemory.Write(address, instruction);
    }

    /// <summary>QEMU's DC never faults: a load in its place does, as DC CVAU of an unmapped address.</summary>
    public static void CleanLine(CodeAddress line)
    {
        if (GoodLines-- == 0)
        {
            s_loaded = *(uint*)LinearMap.Limit;
        }

        LinearAliasMemory.CleanLine(line);
    }

    public static void InvalidateInstructionCache() => LinearAliasMemory.InvalidateInstructionCache();

    public static void DataBarrier() => LinearAliasMemory.DataBarrier();

    public static void ContextSynchronize() => LinearAliasMemory.ContextSynchronize();
}
