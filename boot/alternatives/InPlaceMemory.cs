using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Code in memory that is still writable where it will run: loaded code before its pages are made executable.</summary>
internal readonly unsafe struct InPlaceMemory : ICodeMemory
{
    public static uint Read(CodeAddress address) => *(uint*)address.Value;

    public static AliasAddress Alias(CodeAddress address) => new(address.Value);

    public static void Write(AliasAddress address, uint instruction) => *(uint*)address.Value = instruction;

    public static void CleanLine(CodeAddress line) => CodeMaintenance.CleanLine(line.Value);

    public static void InvalidateInstructionCache() => Cache.InvalidateInstructionCaches();

    public static void DataBarrier() => Cache.DataBarrier();

    public static void ContextSynchronize() => Cache.ContextSynchronize();
}
