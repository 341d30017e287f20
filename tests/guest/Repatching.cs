using System;
using System.Diagnostics;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>Patches the booted Image once more, which takes what boot closed: the alias of its text.</summary>
internal static class Repatching
{
    /// <summary>Undoes boot's patching and applies it again. <c>store=K</c>: the store with index K faults.</summary>
    /// <param name="arguments">All boot arguments.</param>
    /// <param name="faultsInUndo">Whether the store is one of the undoing.</param>
    public static void Run(BootArguments arguments, bool faultsInUndo)
    {
        uint store = uint.MaxValue;
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("store"u8) && !Ascii.TryParse(argument.Value, 10, out store))
            {
                return;
            }
        }

        OpenAlias();
        AbortingMemory.GoodStores = faultsInUndo ? store : uint.MaxValue;
        bool isDone = Rendezvous.Stop() && Alternatives<AbortingMemory, LinkedCallbacks, ErrorLog>.Undo(ref ImageAlternatives.Plan);
        AbortingMemory.GoodStores = store;
        CpuIdRegisters.Read(out IdRegisters registers);
        registers.DeduceCtr();
        AltInputs inputs = new() { Registers = registers, Capabilities = CpuFeatures.Detect(registers), CounterFrequency = (ulong)Stopwatch.Frequency };
        isDone = isDone && Apply(AltPass.Boot, inputs) && Apply(AltPass.System, inputs);
        Rendezvous.Resume();
        Log.Line(isDone ? "patched again"u8 : "not patched again"u8);
    }

    private static bool Apply(AltPass pass, in AltInputs inputs) =>
        Alternatives<AbortingMemory, LinkedCallbacks, ErrorLog>.Plan(ref ImageAlternatives.Plan, pass, inputs, default)
        && Alternatives<AbortingMemory, LinkedCallbacks, ErrorLog>.Commit(ref ImageAlternatives.Plan, pass);

    /// <summary>Makes text writable again at its alias.</summary>
    public static void OpenAlias()
    {
        ulong alias = LinearMap.ToAlias(PageTables.ToPhysical(ImageLayout.TextStart));
        PageTables.Map(alias, PageTables.ToPhysical(ImageLayout.TextStart), ImageLayout.DataStart - ImageLayout.TextStart, MapAttributes.Data, PageTables.PageSize);
        Translation.InvalidateAll();
    }
}
