using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Efi;

/// <summary>
/// RAM as UEFI leaves it at the end of boot services. Its own runtime services, ACPI's data and what is reserved are left out: no memory
/// node of a device tree says where they are.
/// </summary>
// SAFETY: the stub has left a whole map of MapBytes, in the Image's own memory; no descriptor that is read leads beyond it.
internal static unsafe class EfiMemoryMap
{
    // EfiLoaderCode, EfiLoaderData, EfiBootServicesCode, EfiBootServicesData, EfiConventionalMemory, EfiACPIReclaimMemory
    private const uint FreeTypes = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 7 | 1 << 9;
    private const int Types = 32;

    // EFI_MEMORY_WB: may be mapped Normal write-back.
    private const ulong WriteBack = 1 << 3;

    /// <summary>Adds the free memory of a map to an empty list. False where the list is too short.</summary>
    public static bool TryRead(byte* map, in EfiHandover handover, ref MemoryRanges memory)
    {
        bool fits = true;
        ulong step = handover.DescriptorBytes;
        for (ulong offset = 0; step >= (ulong)sizeof(EfiMemoryDescriptor) && handover.MapBytes - offset >= step; offset += step)
        {
            EfiMemoryDescriptor* piece = (EfiMemoryDescriptor*)(map + offset);
            if (piece->Type < Types && (FreeTypes & (1u << (int)piece->Type)) != 0 && (piece->Attributes & WriteBack) != 0)
            {
                ulong end = piece->PhysicalStart + (piece->Pages * PageTables.PageSize);
                fits &= memory.TryAppend(new MemoryRange(piece->PhysicalStart, end));
            }
        }

        return fits;
    }
}
