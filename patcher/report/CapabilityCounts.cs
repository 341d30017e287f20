namespace BareMetal.Patcher;

/// <summary>The entries of one capability.</summary>
internal struct CapabilityCounts
{
    public int Sites;
    public int Patched;
    public int Failed;
    public int Callbacks;
}
