namespace BareMetal.Patcher;

/// <summary>
/// The entries of one site: they stand together in the table and have the same original. <see cref="AltDecision"/> says which one applies.
/// </summary>
// SAFETY: an index from 0 to the table's count is an entry; the region's maker guarantees that the table can be read.
internal readonly unsafe struct SiteEntries
{
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

    /// <summary>After the last one.</summary>
    public int End { get; }

    /// <summary>Whether an entry has the same original as the one before it.</summary>
    public static bool Continues(in AltRegion region, int index) =>
        index > 0
        && region.Original(index).Value == region.Original(index - 1).Value
        && region.Table[index].OrigLen == region.Table[index - 1].OrigLen;
}
