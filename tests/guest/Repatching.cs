using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Patching;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Guest;

/// <summary>Patches the booted Image once more, which takes what boot closed: the alias of its text.</summary>
internal static class Repatching
{
    /// <summary>
    /// Undoes boot's patching and applies it again. <c>store=K</c>: the store with index K faults; <c>line=K</c>: the cleaning of
    /// the line with index K does.
    /// </summary>
    /// <param name="arguments">All boot arguments.</param>
    /// <param name="faultsInUndo">Whether the store is one of the undo.</param>
    public static void Run(BootArguments arguments, bool faultsInUndo)
    {
        uint store = uint.MaxValue;
        uint line = uint.MaxValue;
        foreach (BootArgument argument in arguments)
        {
            if ((argument.Is("store"u8) && !Ascii.TryParse(argument.Value, 10, out store))
                || (argument.Is("line"u8) && !Ascii.TryParse(argument.Value, 10, out line)))
            {
                return;
            }
        }

        OpenAlias();
        AbortingMemory.GoodLines = uint.MaxValue;
        AbortingMemory.GoodStores = faultsInUndo ? store : uint.MaxValue;
        bool isDone = Rendezvous.Stop() && Alternatives<AbortingMemory, LinkedCallbacks, ErrorLog>.Undo(ref ImageAlternatives.Plan);
        AbortingMemory.GoodStores = store;
        AbortingMemory.GoodLines = line;
        isDone = isDone && Apply(AltPass.Boot, Passes.Inputs) && Apply(AltPass.System, Passes.Inputs);
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
        PageTables.Map(alias, PageTables.ToPhysical(ImageLayout.TextStart), ImageLayout.DataStart - ImageLayout.TextStart,
            MapAttributes.Data, PageTables.PageSize);
        Translation.InvalidateAll();
    }
}
