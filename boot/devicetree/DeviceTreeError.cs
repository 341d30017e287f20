namespace BareMetal.Boot.Devicetree;

/// <summary>What is wrong with a flattened device tree.</summary>
internal enum DeviceTreeError
{
    None,

    /// <summary>The firmware passed no address, and none is known for this machine.</summary>
    Missing,

    /// <summary>The address isn't a multiple of 8 bytes, as the format asks.</summary>
    Misaligned,

    /// <summary>It lies in the memory of the Image, which has overwritten it.</summary>
    InsideImage,

    /// <summary>The memory at the address could not be mapped.</summary>
    Unreachable,

    /// <summary>It doesn't begin with 0xd00dfeed: this is no device tree.</summary>
    BadMagic,

    /// <summary>It is in a version of the format before 16, or one not compatible with 17.</summary>
    BadVersion,

    /// <summary>Larger than the 2 MiB that the boot protocol allows, or smaller than its own header.</summary>
    BadSize,

    /// <summary>A block lies outside of the tree, or ends in the middle.</summary>
    Truncated,

    /// <summary>
    /// The structure block holds something else than nodes and properties, or they don't nest, or a property follows a child node.
    /// </summary>
    Malformed,
}
