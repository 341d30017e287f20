using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>
/// <see cref="AliasedMemory"/> whose maintenance leaves marks. The patcher's own code is the same for both: they differ in functions
/// that it calls.
/// </summary>
internal readonly struct MarkedMemory : ICodeMemory
{
    public static uint Read(CodeAddress address) => AliasedMemory.Read(address);

    public static AliasAddress Alias(CodeAddress address) => AliasedMemory.Alias(address);

    public static void Write(AliasAddress address, uint instruction) => AliasedMemory.Write(address, instruction);

    public static void CleanLine(CodeAddress line) => MarkedCache.CleanLine(line.Value);

    public static void InvalidateInstructionCache() => MarkedCache.InvalidateInstructionCaches();

    public static void DataBarrier() => MarkedCache.DataBarrier();

    public static void ContextSynchronize() => MarkedCache.ContextSynchronize();
}
