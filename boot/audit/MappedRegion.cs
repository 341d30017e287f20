using BareMetal.Boot.Patching;

namespace BareMetal.Boot.Audit;

/// <summary>
/// What lies where in the address space: README.md, "Address space". <see cref="MappedRegionText"/> has the names, in this order.
/// </summary>
internal enum MappedRegion
{
    LinearAlias,
    Text,
    ReadOnlyData,
    Data,

    /// <summary>The page that <see cref="Patching.LoadedCode"/> makes text of: data before, and never both.</summary>
    LoadedCode,
    StackGuard,
    FirmwareData,
    Devices,
    CoreMemory,

    /// <summary>Nothing.</summary>
    None,
}
