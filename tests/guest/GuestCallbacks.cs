using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Guest;

/// <summary>Callbacks as a program would write them, in C# here and in callbacks.S in assembly, and what their sites compute.</summary>
internal static class GuestCallbacks
{
    private const ulong Value = 0x0123_4567_89ab_cdef;
    private const long SiteWords = 3;

    /// <summary>test=callbacks: true where every site does what its callback wrote.</summary>
    public static bool Run() =>
        IsRight("C form, arguments"u8, Arguments(), SiteWords + (10 * SiteWords * sizeof(uint)) + 100)
        & IsRight("C form, nothing written"u8, Nothing(), 2)
        & IsRight("C#, a constant"u8, Constant(), (long)Value)
        & IsRight("a branch to a function that begins with a site"u8, Caller(5), 7)
        & IsRight("ADR in a replacement"u8, Addresses(), 4);

    private static bool IsRight(ReadOnlySpan<byte> name, long actual, long expected)
    {
        Log.Begin();
        Log.Text(actual == expected ? "callbacks: right: "u8 : "callbacks: wrong: "u8);
        Log.Text(name);
        Log.End();
        return actual == expected;
    }

    [RuntimeExport("bm_cb_guest_constant")]
    private static CallbackResult LoadConstant(ref CallbackSite site)
    {
        Span<uint> words = stackalloc uint[A64.MaxConstantWords];
        bool isEncodable = A64.TryLoadConstant(A64.Rd(site.Original[0]), Value, words, out int count);
        for (int i = 0; i < count; i++)
        {
            site.Write(i, isEncodable, words[i]);
        }

        site.FillNops(count);
        return CallbackResult.Patch;
    }

    [RuntimeExport("bm_cb_guest_refuse")]
    private static CallbackResult Refuse(ref CallbackSite site) => site.Refuse("the guest wants a site of 99 words"u8);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_guest_arguments")]
    private static extern long Arguments();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_guest_nothing")]
    private static extern long Nothing();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_guest_constant")]
    private static extern long Constant();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_guest_caller")]
    private static extern long Caller(long value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_guest_addresses")]
    private static extern long Addresses();
}
