namespace BareMetal.Boot;

/// <summary>What lies where in the address space: README.md, "Address space". <see cref="MappingText"/> has the names, in this order.</summary>
internal enum MappedRegion
{
    LinearAlias,
    Text,
    ReadOnlyData,
    Data,

    /// <summary>The page that <see cref="BareMetal.Boot.LoadedCode"/> makes text of: data before, and never both.</summary>
    LoadedCode,
    StackGuard,
    FirmwareData,
    Devices,
    CoreMemory,

    /// <summary>Nothing.</summary>
    None,
}
