namespace BareMetal.Patcher;

/// <summary>
/// Does an entry apply? The one answer, for each pass: it does if the CPUs have its capability, no boot argument leaves it out, and
/// no later entry of its site applies. A site is decided in the boot pass if all its entries are of boot scope, else in the system
/// pass.
/// </summary>
public readonly ref struct AltDecision
{
    private readonly AltPass _pass;
    private readonly CpuCapSet _capabilities;
    private readonly AltSelection _selection;

    /// <summary>Decides for one pass.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="capabilities">The capabilities that this pass and those before it found.</param>
    /// <param name="selection">Which entries may be applied.</param>
    public AltDecision(AltPass pass, in CpuCapSet capabilities, in AltSelection selection)
    {
        _pass = pass;
        _capabilities = capabilities;
        _selection = selection;
    }

    /// <summary>Whether no entry is left out by a boot argument.</summary>
    public bool SelectsAll => _selection.SelectsAll;

    /// <summary>Whether CPUs have what an entry asks for; a callback patch in the old form (NCaps) asks for nothing.</summary>
    public static bool IsPresent(in CpuCapSet capabilities, CpuCap cap) => cap == CpuCap.NCaps || capabilities.Has(cap);

    /// <summary>Whether entry <paramref name="index"/> of a validated table applies in this pass.</summary>
    public bool Applies(in AltRegion region, int index) =>
        TryChoose(region, new SiteEntries(region, index), out int chosen) && chosen == index;

    /// <summary>The same for all entries of a capability, or of NCaps, that are alone on their sites and not left out.</summary>
    public bool AppliesAlone(CpuCap cap) => PassOf(cap) == _pass && IsPresent(_capabilities, cap);

    /// <summary>The entry of a site that applies in this pass; false where none does.</summary>
    internal bool TryChoose(in AltRegion region, SiteEntries site, out int chosen)
    {
        chosen = site.End - 1;
        while (chosen >= site.First && !IsWanted(region, chosen))
        {
            chosen--;
        }

        return chosen >= site.First && PassOfSite(region, site) == _pass;
    }

    private bool IsWanted(in AltRegion region, int index) =>
        IsPresent(_capabilities, region.Capability(index)) && _selection.Selects(index);

    private static AltPass PassOfSite(in AltRegion region, SiteEntries site)
    {
        AltPass pass = AltPass.Boot;
        for (int index = site.First; index < site.End && pass == AltPass.Boot; index++)
        {
            pass = PassOf(region.Capability(index));
        }

        return pass;
    }

    private static AltPass PassOf(CpuCap cap) =>
        cap != CpuCap.NCaps && CpuCapSet.DecidedIn(AltPass.Boot).Has(cap) ? AltPass.Boot : AltPass.System;
}
