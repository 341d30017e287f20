using BareMetal.Boot.Cpu;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Boot.Alternatives;

/// <summary>
/// Text in the Image's memory: executed where it is linked, written through the linear alias, so its own page needn't be writable.
/// </summary>
// SAFETY: the plan has words of text alone: readable where they execute, and writable where MayWrite has asked the MMU.
internal readonly unsafe struct LinearAliasMemory : ICodeMemory
{
    public static bool CanAskForAlias => true;

    public static uint Read(CodeAddress address) => *(uint*)address.Value;

    public static AliasAddress Alias(CodeAddress address) => new(LinearMap.ToAlias(PageTables.ToPhysical(address.Value)));

    public static bool MayWrite(AliasAddress address) => !Translation.ForWrite(address.Value).IsFault;

    public static void Write(AliasAddress address, uint instruction) => *(uint*)address.Value = instruction;

    public static void CleanLine(CodeAddress line) => CodeMaintenance.CleanLine(line.Value);

    public static void InvalidateInstructionCache() => Cache.InvalidateInstructionCaches();

    public static void DataBarrier() => Cache.DataBarrier();

    public static void ContextSynchronize() => Cache.ContextSynchronize();
}
