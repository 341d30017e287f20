using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace BareMetal.Guest;

/// <summary>Takes the place of the guest's: collects the checks that fail instead of logging them.</summary>
internal static class Check
{
    private static string s_group = "";

    public static List<string> Failed { get; } = [];

    public static int Count { get; private set; }

    public static void Group(ReadOnlySpan<byte> name) => s_group = Encoding.UTF8.GetString(name);

    public static void That(ReadOnlySpan<byte> name, bool right)
    {
        Count++;
        if (!right)
        {
            Failed.Add($"{s_group}: {Encoding.UTF8.GetString(name)}");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Opaque<T>(T value) => value;
}
