using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Guest;

/// <summary>
/// Callbacks that go wrong while boot plans, or break what the commit after them relies on: a test lets an entry lead to one. Boot
/// arguments say how, in hexadecimal.
/// </summary>
// SAFETY: what is wrong here is the test: each callback breaks one rule, and boot must name it. At is a word of text that the test chose.
internal static unsafe class FaultCallbacks
{
    /// <summary>A word that no pass writes.</summary>
    public const uint Brk = 0xd420_0000;

    private static int s_depth;
    private static AltErrorCode s_code;

    /// <summary><c>at=</c>: a place in text.</summary>
    public static ulong At => ImageLayout.TextStart + Number("at"u8);

    /// <summary><c>answer=</c>: what comes back in w0.</summary>
    [RuntimeExport("bm_cb_fault_answer")]
    private static CallbackResult Answer(ref CallbackSite site)
    {
        uint answer = Number("answer"u8);
        site.FillNops(0);
        return *(CallbackResult*)&answer;
    }

    /// <summary>Each error, one a call.</summary>
    [RuntimeExport("bm_cb_fault_each")]
    private static CallbackResult Each(ref CallbackSite site) => CallbackResult.Error(++s_code);

    /// <summary><c>index=</c>: the word of the site that is written.</summary>
    [RuntimeExport("bm_cb_fault_write")]
    private static CallbackResult Write(ref CallbackSite site)
    {
        site.Write((int)Number("index"u8), A64.Nop);
        return CallbackResult.Patch;
    }

    /// <summary>One word of several.</summary>
    [RuntimeExport("bm_cb_fault_few")]
    private static CallbackResult Few(ref CallbackSite site)
    {
        site.Write(0, A64.TryMovz(RegisterWidth.X, A64.Rd(site.Original[0]), 0xbad, 0, out uint move), move);
        return CallbackResult.Patch;
    }

    /// <summary>A branch of 128 MiB, a word further than there are.</summary>
    [RuntimeExport("bm_cb_fault_far")]
    private static CallbackResult BranchTooFar(ref CallbackSite site)
    {
        site.Write(0, A64.TryB(1L << 27, out uint branch), branch);
        return CallbackResult.Patch;
    }

    /// <summary><c>at=</c>: where a branch leads.</summary>
    [RuntimeExport("bm_cb_fault_branch")]
    private static CallbackResult Branch(ref CallbackSite site)
    {
        site.Write(1, A64.TryB((long)(At - site.Address.Word(1u).Value), out uint branch), branch);
        return CallbackResult.Patch;
    }

    [RuntimeExport("bm_cb_fault_panic")]
    private static CallbackResult Panic(ref CallbackSite site)
    {
        site.Write(0, site.Original[site.Original.Length]);
        return CallbackResult.Patch;
    }

    [RuntimeExport("bm_cb_fault_store_text")]
    private static CallbackResult StoreText(ref CallbackSite site)
    {
        *(uint*)site.Address.Value = A64.Nop;
        return CallbackResult.Patch;
    }

    [RuntimeExport("bm_cb_fault_recurse")]
    private static CallbackResult Recurse(ref CallbackSite site)
    {
        s_depth += (int)Deeper(0);
        return CallbackResult.Patch;
    }

    /// <summary><c>at=</c>: a word of text that another one takes the place of, through the alias.</summary>
    [RuntimeExport("bm_cb_fault_word")]
    private static CallbackResult ChangeWord(ref CallbackSite site)
    {
        *(uint*)LinearMap.ToAlias(PageTables.ToPhysical(At)) = Brk;
        return CallbackResult.Keep;
    }

    /// <summary><c>byte=</c>: that byte of the first word that is planned for this pass.</summary>
    [RuntimeExport("bm_cb_fault_plan")]
    private static CallbackResult ChangePlan(ref CallbackSite site)
    {
        ref AltPlan plan = ref ImageAlternatives.Plan;
        AltWord* first = plan.Arena.Words + (plan.IsCommitted(AltPass.Boot) ? plan.SystemPass.FirstWord : 0);
        ((byte*)first)[Number("byte"u8)] ^= 1;
        return CallbackResult.Keep;
    }

    /// <summary><c>at=</c>, <c>bytes=</c>: the alias of these pages of text goes.</summary>
    [RuntimeExport("bm_cb_fault_alias")]
    private static CallbackResult UnmapAlias(ref CallbackSite site) => ChangeAlias(0);

    /// <summary><c>at=</c>, <c>bytes=</c>: the alias of these pages of text becomes read only.</summary>
    [RuntimeExport("bm_cb_fault_read_only")]
    private static CallbackResult ProtectAlias(ref CallbackSite site) => ChangeAlias(MapAttributes.ReadOnlyData);

    /// <summary><c>at=</c>: the page of text there is executed from a copy of it, in another page of RAM; the alias stays.</summary>
    [RuntimeExport("bm_cb_fault_copy")]
    private static CallbackResult ExecuteCopy(ref CallbackSite site)
    {
        if (PageAllocator.TryAllocate(PageTables.PageSize, out ulong copy))
        {
            ReadOnlySpan<byte> page = new((void*)At, (int)PageTables.PageSize);
            page.CopyTo(new Span<byte>((void*)LinearMap.ToAlias(copy), page.Length));
            Cache.CleanAndInvalidateToPoC(LinearMap.ToAlias(copy), PageTables.PageSize);
            PageTables.Change(At, PageTables.PageSize, 0);
            Translation.InvalidateAll();
            PageTables.Map(At, copy, PageTables.PageSize, MapAttributes.Text);
            Translation.InvalidateAll();
            Cache.InvalidateInstructionCaches();
            Cache.DataBarrier();
            Cache.ContextSynchronize();
        }

        return CallbackResult.Keep;
    }

    private static CallbackResult ChangeAlias(MapAttributes attributes)
    {
        PageTables.Change(LinearMap.ToAlias(PageTables.ToPhysical(At)), Number("bytes"u8), attributes);
        Translation.InvalidateAll();
        return CallbackResult.Keep;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Deeper(long depth) => depth < 0 ? 0 : Deeper(depth + 1) + depth;

    private static uint Number(ReadOnlySpan<byte> name)
    {
        uint value = 0;
        foreach (BootArgument argument in ThisMachine.Arguments)
        {
            if (argument.Is(name))
            {
                Ascii.TryParse(argument.Value, 16, out value);
            }
        }

        return value;
    }
}
