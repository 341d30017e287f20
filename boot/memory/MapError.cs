namespace BareMetal.Boot.Memory;

/// <summary>Why memory could not be mapped.</summary>
internal enum MapError
{
    None,

    /// <summary>The pool of page tables in the Image is used up.</summary>
    OutOfPageTables,

    /// <summary>Something else is mapped there.</summary>
    AlreadyMapped,

    /// <summary>The linear alias of this RAM would not fit below the Image's addresses.</summary>
    BeyondLinearMap,

    /// <summary>A device lies above the window for devices.</summary>
    BeyondDeviceWindow,

    /// <summary>No memory node covers the Image.</summary>
    ImageOutsideMemory,

    /// <summary>There are more pieces of memory or reservations than are kept.</summary>
    TooManyRanges,

    /// <summary>The initial RAM disk lies in the memory of the Image, which has overwritten part of it.</summary>
    InitialRamDiskInImage,

    /// <summary>Reserved memory covers part of the Image.</summary>
    ImageInReservedMemory,
}
