namespace BareMetal.Boot.Boards;

/// <summary>Stands in for the board that is known without a device tree.</summary>
internal static class RaspberryPi
{
    public const int ExpanderBase = 128;
}
