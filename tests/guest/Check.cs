using System;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Serial;

namespace BareMetal.Guest;

/// <summary>Counts checks of the core library, in groups, and logs the ones that fail.</summary>
internal static class Check
{
    private static int s_count;
    private static int s_failed;

    /// <summary>Starts a group. A panic in it is found by the line that this logs.</summary>
    public static void Group(ReadOnlySpan<byte> name) => WriteLine("corelib: checking "u8, name);

    /// <summary>One check.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void That(ReadOnlySpan<byte> name, bool right)
    {
        s_count++;
        if (!right)
        {
            s_failed++;
            WriteLine("corelib: wrong: "u8, name);
        }
    }

    /// <summary>The same value, of which the compiler knows nothing: it can't compute at build time what is to be checked.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Opaque<T>(T value) => value;

    /// <summary>Logs the counts. True where no check failed.</summary>
    public static bool Finish()
    {
        Log.Begin();
        Log.Text("corelib: "u8);
        Log.Decimal((ulong)s_count);
        Log.Text(" checks, "u8);
        Log.Decimal((ulong)s_failed);
        Log.Text(" failed"u8);
        Log.End();
        return s_failed == 0;
    }

    private static void WriteLine(ReadOnlySpan<byte> label, ReadOnlySpan<byte> name)
    {
        Log.Begin();
        Log.Text(label);
        Log.Text(name);
        Log.End();
    }
}
