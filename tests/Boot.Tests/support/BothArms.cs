using BareMetal.AltTool.Serial;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>Where the sites of one capability, or of one callback for it, are to be seen in both states.</summary>
/// <param name="Capability">Name of the capability.</param>
/// <param name="Callback">Name of the callback; null for sites with a replacement.</param>
/// <param name="Patched">A boot that patches them; null where no CPU of QEMU does.</param>
/// <param name="Kept">A boot that keeps them; null where nothing but <c>alt.skip=</c> does.</param>
/// <param name="Words">Length of the sites, in words; null for any.</param>
internal sealed record BothArms(string Capability, string? Callback, BootCase? Patched, BootCase? Kept, int? Words = null)
{
    public bool Describes(EntryLine entry) =>
        entry.Capability == Capability && entry.Callback == Callback && (Words is null || entry.Old.Count == Words);
}
