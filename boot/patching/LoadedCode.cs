using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Sites;
using BareMetal.Patcher;

namespace BareMetal.Boot.Patching;

/// <summary>
/// Code that comes into memory after boot: copied, patched by its own table while its page is not executable yet, then
/// made executable and no longer writable anywhere.
/// </summary>
// SAFETY: the page is the linker's, and the code of LoadedCode.S is smaller. It is called once its page is text and its lines are
// synchronised; its signature is that of the assembly.
internal static unsafe class LoadedCode
{
    /// <summary>VA of the page that it comes into.</summary>
    public static ulong PageAddress => Address(&Page);

    private const int Words = 1;

    /// <summary>Loads the function of LoadedCode.S and runs it. Returns its result: 2 where its one alternative was applied.</summary>
    public static ulong LoadAndRun(in AltInputs inputs)
    {
        int codeBytes = (int)(Address(&Table) - Address(&Code));
        int bytes = (int)(Address(&CodeEnd) - Address(&Code));
        ulong page = PageAddress;
        new ReadOnlySpan<byte>((void*)Address(&Code), bytes).CopyTo(new Span<byte>((void*)page, bytes));

        ulong table = page + (ulong)codeBytes;
        AltRegion region = new((AltInstr*)table, table, (nuint)(bytes - codeBytes), new CodeAddress(page), new CodeAddress(table));
        nuint arenaBytes = AltArena.BytesFor(region, Words);
        byte* arena = stackalloc byte[(int)arenaBytes];
        AltPlan plan = new(region, new AltArena(arena, arenaBytes, region));
        if (!ApplyAlternatives.Region(ref plan, inputs, default))
        {
            return 0;
        }

        PageTables.Change(LinearMap.ToAlias(PageTables.ToPhysical(page)), PageTables.PageSize, 0);
        PageTables.Change(page, PageTables.PageSize, MapAttributes.Text);
        Translation.InvalidateAll();
        BootSites.SyncCode(page, table);
        return ((delegate*<ulong>)page)();
    }

    private static ulong Address(delegate*<void> symbol) => LinkerSymbol.AddressOf(symbol);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_loaded_code")]
    private static extern void Code();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_loaded_code_table")]
    private static extern void Table();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_loaded_code_end")]
    private static extern void CodeEnd();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_loaded_code_page")]
    private static extern void Page();
}
