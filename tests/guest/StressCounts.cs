namespace BareMetal.Guest;

/// <summary>What a core has done under <see cref="Stress"/>.</summary>
internal struct StressCounts
{
    /// <summary>How often it did all of its work.</summary>
    public uint Loops;

    /// <summary>The last phase in which it came to the barrier.</summary>
    public uint Phase;

    /// <summary>Calls that reached the version, and such that reached the fallback.</summary>
    public uint VersionCalls;
    public uint FallbackCalls;
}
