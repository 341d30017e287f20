namespace BareMetal.Boot.Efi;

/// <summary>EFI_MEMORY_DESCRIPTOR (UEFI Specification, "GetMemoryMap").</summary>
internal readonly struct EfiMemoryDescriptor
{
    public uint Type { get; }
    public ulong PhysicalStart { get; }
    public ulong VirtualStart { get; }

    /// <summary>Pages of 4 KiB.</summary>
    public ulong Pages { get; }
    public ulong Attributes { get; }
}
