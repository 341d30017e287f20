using System;
using BareMetal.Boot.Audit;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Ending;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;

namespace BareMetal.Guest;

/// <summary>One mapping each that the audit of page tables must not let pass, on a machine that has passed it.</summary>
// SAFETY: tables are changed on the boot core, in the alias of the page table pool; nothing runs after the audit but its report.
internal static unsafe class MappingFaults
{
    // Nothing is mapped there by design.
    private const ulong Elsewhere = 0xffff_f800_0000_0000;

    // What QEMU's virt has no RAM at.
    private const ulong NoMemory = 0x0800_0000;
    private const ulong TableReadOnly = 1UL << 62;
    private const ulong TableNoExecute = 1UL << 59;
    private const ulong Table = 0b11;

    public static void Run(ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith("map-"u8))
        {
            return;
        }

        Break(name.Slice("map-"u8.Length));
        Translation.InvalidateAll();
        if (!MappingAudit.Run(ThisMachine.Board))
        {
            BootEnd.Finish(Verdict.Protection);
        }
    }

    private static void Break(ReadOnlySpan<byte> name)
    {
        ulong text = ImageLayout.StartPage;
        ulong textPhysical = PageTables.ToPhysical(text);
        if (name.SequenceEqual("text-writable"u8))
        {
            PageTables.Change(text, PageTables.PageSize, MapAttributes.Text & ~MapAttributes.ReadOnly);
        }
        else if (name.SequenceEqual("text-for-el0"u8))
        {
            PageTables.Change(text, PageTables.PageSize, MapAttributes.Text & ~MapAttributes.UserNoExecute);
        }
        else if (name.SequenceEqual("data-executable"u8))
        {
            PageTables.Change(ImageLayout.DataStart, PageTables.PageSize, MapAttributes.Data & ~MapAttributes.NoExecute);
        }
        else if (name.SequenceEqual("rodata-executable"u8))
        {
            PageTables.Change(ImageLayout.RodataStart, PageTables.PageSize, MapAttributes.Text);
        }
        else if (name.SequenceEqual("table-writable"u8))
        {
            PageTables.Change(ImageLayout.AltInstructions & ~(PageTables.PageSize - 1), PageTables.PageSize, MapAttributes.Data);
        }
        else if (name.SequenceEqual("alias-open"u8))
        {
            Map(LinearMap.ToAlias(textPhysical), textPhysical, MapAttributes.Data);
        }
        else if (name.SequenceEqual("rodata-alias-open"u8))
        {
            ulong physical = PageTables.ToPhysical(ImageLayout.RodataStart);
            Map(LinearMap.ToAlias(physical), physical, MapAttributes.Data);
        }
        else if (name.SequenceEqual("text-elsewhere"u8))
        {
            Map(Elsewhere, textPhysical, MapAttributes.Text);
        }
        else if (name.SequenceEqual("text-by-device-window"u8))
        {
            Map(PhysicalWindow.DeviceBase + textPhysical, textPhysical, MapAttributes.Device);
        }
        else if (name.SequenceEqual("wrong-alias"u8))
        {
            Map(LinearMap.ToAlias(NoMemory), PageTables.ToPhysical(ImageLayout.DataStart), MapAttributes.Data);
        }
        else if (name.SequenceEqual("no-memory"u8))
        {
            Map(LinearMap.ToAlias(NoMemory), NoMemory, MapAttributes.Data);
        }
        else if (name.SequenceEqual("device-executable"u8))
        {
            Map(PhysicalWindow.DeviceBase + NoMemory, NoMemory, MapAttributes.Device & ~MapAttributes.PrivilegedNoExecute);
        }
        else if (name.SequenceEqual("device-cached"u8))
        {
            Map(PhysicalWindow.DeviceBase + NoMemory, NoMemory, MapAttributes.Data);
        }
        else if (name.SequenceEqual("stack-guard"u8))
        {
            Map(ImageLayout.StackGuard, PageTables.ToPhysical(ImageLayout.StackGuard), MapAttributes.Data);
        }
        else if (name.SequenceEqual("core-stack-guard"u8))
        {
            Map(CoreTable.At(1)->ExceptionStackGuard, PageTables.ToPhysical(ImageLayout.StackGuard), MapAttributes.Data);
        }
        else if (name.SequenceEqual("reserved"u8))
        {
            ulong physical = ThisMachine.Board.Reserved[0].Start;
            Map(LinearMap.ToAlias(physical), physical, MapAttributes.Data);
        }
        else if (name.SequenceEqual("missing-table"u8))
        {
            TopEntry(Elsewhere) = NoMemory | Table;
            TopEntry(Elsewhere + (1UL << 40)) = NoMemory | Table;
        }
        else if (name.SequenceEqual("by-table"u8))
        {
            // The tables above take away what the page itself gives: AT has to say so, too.
            Map(Elsewhere, PageTables.ToPhysical(ImageLayout.DataStart), MapAttributes.Data & ~MapAttributes.PrivilegedNoExecute);
            TopEntry(Elsewhere) |= TableReadOnly | TableNoExecute;
        }
    }

    private static void Map(ulong va, ulong physical, MapAttributes attributes) =>
        PageTables.Map(va, physical, PageTables.PageSize, attributes);

    // The entry of the first table that leads to a VA.
    private static ref ulong TopEntry(ulong va) => ref ((ulong*)ImageLayout.KernelTable)[(va >> 39) & 0x1ff];
}
