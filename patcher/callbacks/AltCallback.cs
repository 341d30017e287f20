namespace BareMetal.Patcher;

/// <summary>The callbacks of <see cref="AltCallbacks"/>.</summary>
public enum AltCallback : byte
{
    /// <summary>bm_cb_nops</summary>
    Nops,

    /// <summary>bm_cb_dczva_size</summary>
    DczvaSize,

    /// <summary>bm_cb_dcache_line_size</summary>
    DcacheLineSize,

    /// <summary>bm_cb_icache_line_size</summary>
    IcacheLineSize,

    /// <summary>bm_cb_kimage_voffset</summary>
    KimageVoffset,

    /// <summary>bm_cb_smccc_conduit</summary>
    SmcccConduit,

    /// <summary>bm_cb_bhb_loop</summary>
    BhbLoop,
}
