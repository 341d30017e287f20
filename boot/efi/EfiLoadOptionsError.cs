namespace BareMetal.Boot.Efi;

/// <summary>Why UEFI's load options aren't the boot arguments.</summary>
internal enum EfiLoadOptionsError
{
    None,

    /// <summary>The memory at their address could not be mapped.</summary>
    Unreachable,

    /// <summary>More characters than <see cref="EfiLoadOptions.MaximumLength"/>.</summary>
    TooLong,

    /// <summary>They hold something else than printable ASCII: another language, or no text at all.</summary>
    NotAscii,
}
