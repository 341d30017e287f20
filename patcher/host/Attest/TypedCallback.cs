using BareMetal.Patcher;

namespace BareMetal.AltTool.Attest;

/// <summary>A callback in C#.</summary>
internal delegate CallbackResult TypedCallback(ref CallbackSite site);
