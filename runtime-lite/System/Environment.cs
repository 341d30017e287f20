using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>The machine the program runs on.</summary>
public static class Environment
{
    /// <summary>How many cores are online.</summary>
    public static int ProcessorCount => ReadProcessorCount();

    /// <summary>Ends the boot with <paramref name="message"/>; all that stands around is left as it is.</summary>
    [DoesNotReturn]
    // SAFETY: the string has Length code units at its first one, and null gives none; strings never move.
    public static unsafe void FailFast(string message)
    {
        fixed (char* text = message)
        {
            FailFast(text, message is null ? 0 : message.Length);
        }
    }

    /// <summary>Boot exports it.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_processor_count")]
    private static extern int ReadProcessorCount();

    /// <summary>Boot exports it. <paramref name="text"/>: UTF-16; <paramref name="length"/>: code units.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_fail_fast")]
    // SAFETY: the only caller is above.
    private static extern unsafe void FailFast(char* text, int length);
}
