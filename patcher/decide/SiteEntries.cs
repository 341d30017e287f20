namespace BareMetal.Patcher;

/// <summary>
/// The entries of one site: they stand together in the table and have the same original. The last one that applies is the site's code; it
/// is found in one pass, the boot pass if all of them are of boot scope.
/// </summary>
internal readonly unsafe struct SiteEntries
{
    private const int None = -1;

    /// <summary>Finds the entries of a site.</summary>
    /// <param name="region">The table.</param>
    /// <param name="index">Any of them.</param>
    public SiteEntries(in AltRegion region, int index)
    {
        First = index;
        End = index + 1;
        while (Continues(region, First))
        {
            First--;
        }

        while (End < region.Count && Continues(region, End))
        {
            End++;
        }
    }

    /// <summary>The first one, which has the lowest priority.</summary>
    public int First { get; }

    /// <summary>Behind the last one.</summary>
    public int End { get; }

    /// <summary>Whether an entry has the same original as the one before it.</summary>
    public static bool Continues(in AltRegion region, int index) =>
        index > 0
        && region.Original(index).Value == region.Original(index - 1).Value
        && region.Table[index].OrigLen == region.Table[index - 1].OrigLen;

    /// <summary>The pass in which it is known which of them apply.</summary>
    public AltPass Pass(in AltRegion region)
    {
        CpuCapSet bootScope = CpuCapSet.Of(CpuCapGroup.BootScope);
        int index = First;
        while (index < End && !region.Table[index].IsOldCallback && bootScope.Has(region.Table[index].Capability))
        {
            index++;
        }

        return index == End ? AltPass.Boot : AltPass.System;
    }

    /// <summary>Chooses the last one that applies; false where none does.</summary>
    public bool TryChoose(in AltRegion region, in CpuCapSet capabilities, in AltSelection selection, out int chosen)
    {
        chosen = None;
        for (int index = End - 1; index >= First && chosen == None; index--)
        {
            bool applies = region.Table[index].IsOldCallback || capabilities.Has(region.Table[index].Capability);
            chosen = applies && selection.Selects(index) ? index : None;
        }

        return chosen != None;
    }
}
