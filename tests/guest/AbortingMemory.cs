using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The Image's text, of which one store goes where nothing is mapped.</summary>
internal readonly unsafe struct AbortingMemory : ICodeMemory
{
    /// <summary>Stores that still go well.</summary>
    public static uint GoodStores { get; set; }

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

    public static void CleanLine(CodeAddress line) => LinearAliasMemory.CleanLine(line);

    public static void InvalidateInstructionCache() => LinearAliasMemory.InvalidateInstructionCache();

    public static void DataBarrier() => LinearAliasMemory.DataBarrier();

    public static void ContextSynchronize() => LinearAliasMemory.ContextSynchronize();
}
