using System.Collections.Generic;
using System.Linq;

namespace BareMetal.AltTool.Show;

/// <summary>One <c>@alt</c> line of a boot: what became of one entry of the table.</summary>
/// <param name="Address">VA of the site.</param>
/// <param name="Capability">Linux's name.</param>
/// <param name="Callback">Name of the callback; null for a static replacement.</param>
/// <param name="Action">patched, kept or failed.</param>
/// <param name="Old">Instruction words before.</param>
/// <param name="New">Instruction words after.</param>
internal sealed record SiteReport(int Index, ulong Address, string Capability, string? Callback, string Action, uint[] Old, uint[] New)
{
    /// <summary>
    /// Of each site the entry that says what became of it, in the order of the table: the one that was applied, or has failed; where all are
    /// kept, the last, which is the one preferred to the others.
    /// </summary>
    public static List<SiteReport> OnePerSite(IEnumerable<SiteReport> entries) =>
        [.. entries.GroupBy(entry => entry.Address).Select(site => site.LastOrDefault(entry => entry.Action != "kept") ?? site.Last())];
}
