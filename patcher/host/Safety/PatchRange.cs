using System.Text;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Safety;

/// <summary>The site or the replacement of an entry.</summary>
/// <param name="IsSite">False for the replacement.</param>
/// <param name="Start">VA.</param>
/// <param name="End">VA past the last word.</param>
internal readonly record struct PatchRange(AltEntry Entry, bool IsSite, ulong Start, ulong End)
{
    private const int CapabilityBits = 0x7fff;

    public bool Contains(ulong address) => address >= Start && address < End;

    /// <summary><c>the site of entry 3 (HAS_MOPS)</c></summary>
    public override string ToString() => $"the {(IsSite ? "site" : "replacement")} of entry {Entry.Index} ({Name})";

    /// <summary>Not less than <see cref="CpuCap.NCaps"/> where nothing says what it is.</summary>
    public CpuCap Capability => (CpuCap)(Entry.CpuCap & CapabilityBits);

    private string Name =>
        Capability <= CpuCap.NCaps ? Encoding.ASCII.GetString(CpuCaps.Name(Capability)) : $"unknown capability {(int)Capability}";
}
