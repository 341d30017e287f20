namespace BareMetal.Patcher;

/// <summary>
/// The callbacks: pure functions from a site and the inputs to the site's new words. "Rd" is the register that the site's first
/// instruction writes (bits [4:0]); the words after those computed become NOP.
/// </summary>
public static class AltCallbacks
{
    /// <summary>bm_cb_nops: every word becomes NOP.</summary>
    public static CallbackResult Nops(ref CallbackSite site)
    {
        site.FillNops(0);
        return CallbackResult.Patch;
    }

    /// <summary>bm_cb_dczva_size: MOVZ Rd with what DC ZVA zeroes, in bytes; 0 where it is prohibited (DCZID_EL0).</summary>
    public static CallbackResult DczvaSize(ref CallbackSite site) =>
        LoadValue(ref site, new DczidEl0(site.Inputs.Registers.Get(IdRegister.DczidEl0)).BlockBytes);

    /// <summary>bm_cb_dcache_line_size: MOVZ Rd with the smallest data cache line, in bytes (CTR_EL0.DminLine).</summary>
    public static CallbackResult DcacheLineSize(ref CallbackSite site) => LoadValue(ref site, Ctr(ref site).DataLineBytes);

    /// <summary>bm_cb_icache_line_size: MOVZ Rd with the smallest instruction cache line, in bytes (CTR_EL0.IminLine).</summary>
    public static CallbackResult IcacheLineSize(ref CallbackSite site) => LoadValue(ref site, Ctr(ref site).InstructionLineBytes);

    /// <summary>
    /// bm_cb_kimage_voffset: MOVZ and three MOVK to Rd, four words or more: the image's virtual less its physical address.
    /// </summary>
    public static CallbackResult KimageVoffset(ref CallbackSite site)
    {
        if (site.Original.Length < A64.MaxConstantWords)
        {
            return CallbackResult.Error(AltErrorCode.CallbackSiteLength);
        }

        site.WriteConstant(0, A64.Rd(site.Original[0]), site.Inputs.KimageVoffset);
        site.FillNops(A64.MaxConstantWords);
        return CallbackResult.Patch;
    }

    /// <summary>bm_cb_smccc_conduit: HVC #0 or SMC #0; the original stays where there is no firmware to call.</summary>
    public static CallbackResult SmcccConduit(ref CallbackSite site)
    {
        if (site.Inputs.Conduit == Patcher.SmcccConduit.None)
        {
            return CallbackResult.Keep;
        }

        bool isEncodable = site.Inputs.Conduit == Patcher.SmcccConduit.Hvc ? A64.TryHvc(0, out uint call) : A64.TrySmc(0, out call);
        site.Write(0, isEncodable, call);
        site.FillNops(1);
        return CallbackResult.Patch;
    }

    /// <summary>
    /// bm_cb_bhb_loop: the value of the site's only instruction, MOVZ, becomes the iterations that clear the branch history of any
    /// core; the original stays where none needs it.
    /// </summary>
    public static CallbackResult BhbLoop(ref CallbackSite site)
    {
        uint movz = site.Original[0];
        if (site.Original.Length != 1)
        {
            return CallbackResult.Error(AltErrorCode.CallbackSiteLength);
        }

        if (!A64.MovzUnshifted.Matches(movz))
        {
            return CallbackResult.Error(AltErrorCode.CallbackSiteInstruction);
        }

        if (site.Inputs.BranchHistoryLoop == 0)
        {
            return CallbackResult.Keep;
        }

        site.Write(0, A64.WithMovzValue(movz, site.Inputs.BranchHistoryLoop));
        return CallbackResult.Patch;
    }

    private static CtrEl0 Ctr(ref CallbackSite site) => new(site.Inputs.Registers.Get(IdRegister.CtrEl0));

    private static CallbackResult LoadValue(ref CallbackSite site, uint value)
    {
        site.Write(0, A64.TryMovz(A64.Rd(site.Original[0]), value, out uint movz), movz);
        site.FillNops(1);
        return CallbackResult.Patch;
    }
}
