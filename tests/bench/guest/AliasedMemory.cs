using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cpu;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>Text that is mapped read only at an address of its own and written through the linear alias, as the Image's is.</summary>
// SAFETY: the plan checks that an address is a whole word of the text, which the scene has mapped at both addresses.
internal readonly unsafe struct AliasedMemory : ICodeMemory
{
    /// <summary>What to add to an address of the text to store there.</summary>
    public static ulong AliasOffset { get; set; }

    public static uint Read(CodeAddress address) => *(uint*)address.Value;

    public static AliasAddress Alias(CodeAddress address) => new(address.Value + AliasOffset);

    public static void Write(AliasAddress address, uint instruction) => *(uint*)address.Value = instruction;

    public static void CleanLine(CodeAddress line) => CodeMaintenance.CleanLine(line.Value);

    public static void InvalidateInstructionCache() => Cache.InvalidateInstructionCaches();

    public static void DataBarrier() => Cache.DataBarrier();

    public static void ContextSynchronize() => Cache.ContextSynchronize();
}
