namespace BareMetal.Boot.Drivers;

/// <summary>Stands in for the calls of firmware.</summary>
internal static class Psci
{
    public const uint CpuOnFunction = 0xc400_0003;
}
