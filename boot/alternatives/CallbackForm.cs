using BareMetal.Patcher;

namespace BareMetal.Boot.Alternatives;

/// <summary>How a function is called as a callback.</summary>
internal enum CallbackForm : byte
{
    /// <summary>It is none.</summary>
    None,

    /// <summary>A C# method from <c>ref CallbackSite</c> to <c>CallbackResult</c>, exported as <c>bm_cb_…</c>.</summary>
    Typed,

    /// <summary>Assembly or C of Linux's form, named <c>bm_ccb_…</c>: <see cref="Patcher.CFormCallback"/>.</summary>
    C,
}
