using System.Diagnostics;
using System.Runtime;
using BareMetal.Patcher;

namespace BareMetal.Boot.Sites;

/// <summary>The callbacks of <see cref="AltCallbacks"/> and one of boot's own, under the names that sites use.</summary>
internal static class ExportedCallbacks
{
    /// <summary>The counter's frequency as a constant: <see cref="System.Diagnostics.Stopwatch"/> names it.</summary>
    [RuntimeExport("bm_cb_counter_frequency")]
    private static CallbackResult CounterFrequency(ref CallbackSite site) =>
        site.TryWriteConstant(0, site.Inputs.CounterFrequency) ? CallbackResult.Patch : CallbackResult.Keep;

    [RuntimeExport("bm_cb_nops")]
    private static CallbackResult Nops(ref CallbackSite site) => AltCallbacks.Nops(ref site);

    [RuntimeExport("bm_cb_dczva_size")]
    private static CallbackResult DczvaSize(ref CallbackSite site) => AltCallbacks.DczvaSize(ref site);

    [RuntimeExport("bm_cb_dcache_line_size")]
    private static CallbackResult DcacheLineSize(ref CallbackSite site) => AltCallbacks.DcacheLineSize(ref site);

    [RuntimeExport("bm_cb_icache_line_size")]
    private static CallbackResult IcacheLineSize(ref CallbackSite site) => AltCallbacks.IcacheLineSize(ref site);

    [RuntimeExport("bm_cb_kimage_voffset")]
    private static CallbackResult KimageVoffset(ref CallbackSite site) => AltCallbacks.KimageVoffset(ref site);

    [RuntimeExport("bm_cb_smccc_conduit")]
    private static CallbackResult SmcccConduit(ref CallbackSite site) => AltCallbacks.SmcccConduit(ref site);

    [RuntimeExport("bm_cb_bhb_loop")]
    private static CallbackResult BhbLoop(ref CallbackSite site) => AltCallbacks.BhbLoop(ref site);
}
