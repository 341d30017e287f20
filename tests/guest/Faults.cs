using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Guest;

/// <summary>One way each to break a rule that boot has set up.</summary>
// SAFETY: what is wrong here is the test: each access must end in the exception that its name says.
internal static unsafe class Faults
{
    private static int s_zero;
    private static uint s_data;

    public static void Run(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("store-text"u8))
        {
            *(uint*)ImageLayout.TextStart = 0;
        }
        else if (name.SequenceEqual("store-rodata"u8))
        {
            *(uint*)ImageLayout.RodataStart = 0;
        }
        else if (name.SequenceEqual("store-table"u8))
        {
            *(uint*)ImageLayout.AltInstructions = 0;
        }
        else if (name.SequenceEqual("store-closed-alias"u8))
        {
            *(uint*)LinearMap.ToAlias(PageTables.ToPhysical(ImageLayout.TextStart)) = 0;
        }
        else if (name.SequenceEqual("execute-data"u8))
        {
            fixed (uint* data = &s_data)
            {
                ((delegate*<void>)data)();
            }
        }
        else if (name.SequenceEqual("execute-alias"u8))
        {
            fixed (uint* data = &s_data)
            {
                ((delegate*<void>)LinearMap.ToAlias(PageTables.ToPhysical((ulong)data)))();
            }
        }
        else if (name.SequenceEqual("read-identity-map"u8))
        {
            s_data = *(uint*)PageTables.ToPhysical(ImageLayout.StartPage);
        }
        else if (name.SequenceEqual("stack-overflow"u8))
        {
            s_data = (uint)Recurse(0);
        }
        else if (name.SequenceEqual("divide-by-zero"u8))
        {
            s_data = 1u / (uint)s_zero;
        }
        else if (name.SequenceEqual("overflow"u8))
        {
            s_zero = checked(int.MaxValue + (s_zero + 1));
        }
        else if (name.SequenceEqual("index-out-of-range"u8))
        {
            s_data = name[name.Length + s_zero];
        }
        else if (name.SequenceEqual("fail-fast"u8))
        {
            Environment.FailFast("the program gave up");
        }
        else if (name.SequenceEqual("stack-smash"u8))
        {
            Smash();
        }
        else if (name.SequenceEqual("undefined-instruction"u8))
        {
            Undefined();
        }
        else if (name.SequenceEqual("fault-in-report"u8))
        {
            // The report needs the symbol table: without a page of its names the report itself faults.
            PageTables.Change((Symbols.TableAddress + (2 * PageTables.PageSize)) & ~(PageTables.PageSize - 1), PageTables.PageSize, 0);
            Translation.InvalidateAll();
            *(uint*)ImageLayout.TextStart = 0;
        }
        else if (name.SequenceEqual("hvc"u8))
        {
            FirmwareCall.Hvc(0, 0, 0, 0);
        }
        else if (name.SequenceEqual("smc"u8))
        {
            FirmwareCall.Smc(0, 0, 0, 0);
        }
        else if (name.SequenceEqual("second-run"u8))
        {
            s_data = ImageAlternatives.TryPlan(AltPass.Boot, default, default) ? 1u : 0u;
            BootEnd.Finish(s_data == 0 ? Verdict.Alternatives : Verdict.Pass);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Recurse(long depth) => depth < 0 ? 0 : Recurse(depth + 1) + depth;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Smash()
    {
        byte* buffer = stackalloc byte[16];
        for (int index = 0; index < 48 + s_zero; index++)
        {
            buffer[index] = 0x55;
        }
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_undefined")]
    private static extern void Undefined();
}
