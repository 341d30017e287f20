using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.Bench;

namespace BareMetal.Patcher.Tests;

/// <summary>The text of a recorded kernel, per thread: written where it runs, with models of its callbacks.</summary>
internal readonly struct LinuxText : ICodeMemory, IAltCallbacks
{
    [ThreadStatic]
    private static LinuxTable? s_table;

    [ThreadStatic]
    private static uint[]? s_text;

    [ThreadStatic]
    private static LinuxState s_state;

    [ThreadStatic]
    private static Dictionary<ulong, LinuxCallback>? s_callbacks;

    private static LinuxTable Table => s_table ?? throw new InvalidOperationException("no table on this thread");

    /// <summary>Makes a copy of the table's text this thread's, with what the callbacks of a CPU look at.</summary>
    public static uint[] Use(LinuxTable table, LinuxState state)
    {
        s_table = table;
        s_text = [.. table.Text];
        s_state = state;
        s_callbacks = table.ModelledCallbacks().ToDictionary(entry => entry.Address, entry => entry.Callback);
        return s_text;
    }

    public static uint Read(CodeAddress address) => s_text![Table.WordIndex(address.Value)];

    public static AliasAddress Alias(CodeAddress address) => new(address.Value);

    public static void Write(AliasAddress address, uint instruction) => s_text![Table.WordIndex(address.Value)] = instruction;

    public static void CleanLine(CodeAddress line)
    {
    }

    public static void InvalidateInstructionCache()
    {
    }

    public static void DataBarrier()
    {
    }

    public static void ContextSynchronize()
    {
    }

    public static bool IsCallback(CodeAddress address) => s_callbacks!.ContainsKey(address.Value);

    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site) =>
        LinuxCallbacks.Invoke(s_callbacks![address.Value], s_state, ref site);
}
