using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Text that is mapped read only at an address of its own and written through the linear alias.</summary>
internal readonly unsafe struct AliasedMemory : ICodeMemory
{
    private static ulong s_aliasOffset;

    /// <summary>To be called once, with the VA of the text and the PA where it lies.</summary>
    public static void Initialize(ulong address, ulong physical) => s_aliasOffset = LinearMap.ToAlias(physical) - address;

    public static uint Read(CodeAddress address) => *(uint*)address.Value;

    public static AliasAddress Alias(CodeAddress address) => new(address.Value + s_aliasOffset);

    public static void Write(AliasAddress address, uint instruction) => *(uint*)address.Value = instruction;

    public static void CleanLine(CodeAddress line) => CodeMaintenance.CleanLine(line.Value);

    public static void InvalidateInstructionCache() => Cache.InvalidateInstructionCaches();

    public static void DataBarrier() => Cache.DataBarrier();

    public static void ContextSynchronize() => Cache.ContextSynchronize();
}
