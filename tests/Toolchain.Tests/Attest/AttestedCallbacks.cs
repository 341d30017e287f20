using System;
using System.Globalization;
using BareMetal.Patcher;

namespace BareMetal.Toolchain.Tests;

/// <summary>Callbacks of <see cref="AttestedImage"/>, as a program has them: the tool runs copies of them.</summary>
internal static class AttestedCallbacks
{
    private static readonly ulong s_bias = 0x1000;

    private struct Scale
    {
        public ulong Factor;

        public readonly ulong Apply(ulong value) => value * Factor;
    }

    /// <summary>By a value type, a method, a static field and bytes of the program's own: 16 × counter frequency + 0x1000 + 'z'.</summary>
    public static CallbackResult Counter(ref CallbackSite site)
    {
        ReadOnlySpan<byte> letters = "xyz"u8;
        Scale scale = default;
        scale.Factor = Factor(site.Original.Length);
        ulong value = scale.Apply(site.Inputs.CounterFrequency) + s_bias + letters[2];
        return site.TryWriteConstant(A64.Rd(site.Original[0]), value) ? CallbackResult.Patch : CallbackResult.Keep;
    }

    /// <summary>.NET has it, in a form that the core library of an Image doesn't have; here it throws.</summary>
    public static CallbackResult Throws(ref CallbackSite site)
    {
        site.Write(0, uint.Parse("no number", CultureInfo.InvariantCulture));
        return CallbackResult.Patch;
    }

    /// <summary>ldadd x1, x0, [x2], which not every core has.</summary>
    public static CallbackResult Atomic(ref CallbackSite site) => Write(ref site, 0xf821_0040, A64.Nop, A64.Nop);

    /// <summary>ldr x4, [x5]; madd x0, x1, x2, x3.</summary>
    public static CallbackResult Multiply(ref CallbackSite site) => Write(ref site, 0xf940_00a4, 0x9b02_0c20, A64.Nop);

    /// <summary>ldxr x1, [x0]; ldr x5, [x6]; stxr w2, x1, [x0].</summary>
    public static CallbackResult Exclusive(ref CallbackSite site) => Write(ref site, 0xc85f_7c01, 0xf940_00c5, 0xc802_7c01);

    /// <summary>Of another form: no callback.</summary>
    public static CallbackResult NoCallback(CallbackSite site) => CallbackResult.Keep;

    private static CallbackResult Write(ref CallbackSite site, uint first, uint second, uint third)
    {
        site.Write(0, first);
        site.Write(1, second);
        site.Write(2, third);
        return CallbackResult.Patch;
    }

    private static ulong Factor(int words)
    {
        ulong factor = 1;
        for (int word = 0; word < words; word++)
        {
            factor *= 2;
        }

        return factor;
    }
}
