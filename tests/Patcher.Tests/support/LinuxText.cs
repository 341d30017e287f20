using System;
using System.Collections.Generic;

namespace BareMetal.Patcher.Tests;

/// <summary>
/// The text of a recorded kernel, per thread: written where it runs. Its callbacks keep what they find, but for the one that is
/// the same as ours.
/// </summary>
internal readonly struct LinuxText : ICodeMemory, IAltCallbacks
{
    [ThreadStatic]
    private static LinuxTable? s_table;

    [ThreadStatic]
    private static uint[]? s_text;

    [ThreadStatic]
    private static HashSet<ulong>? s_callbacks;

    [ThreadStatic]
    private static HashSet<ulong>? s_nopCallbacks;

    private static LinuxTable Table => s_table ?? throw new InvalidOperationException("no table on this thread");

    /// <summary>Makes a copy of the table's text this thread's.</summary>
    public static uint[] Use(LinuxTable table)
    {
        s_table = table;
        s_text = [.. table.Text];
        s_callbacks = [];
        s_nopCallbacks = [];
        foreach (TestEntry entry in table.Entries)
        {
            string name = table.CallbackName(entry);
            if (name.Length != 0)
            {
                s_callbacks.Add(entry.Alternative);
            }

            if (name == "alt_cb_patch_nops")
            {
                s_nopCallbacks.Add(entry.Alternative);
            }
        }

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

    public static bool IsCallback(CodeAddress address) => s_callbacks!.Contains(address.Value);

    public static CallbackResult Invoke(CodeAddress address, ref CallbackSite site) =>
        s_nopCallbacks!.Contains(address.Value) ? AltCallbacks.Nops(ref site) : CallbackResult.Keep;
}
