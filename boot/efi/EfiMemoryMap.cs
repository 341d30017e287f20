using BareMetal.Boot.Boards;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Efi;

/// <summary>
/// RAM as UEFI leaves it at the end of boot services. Its own runtime services, ACPI's data and what is reserved are left out: no memory
/// node of a device tree says where they are.
/// </summary>
internal static unsafe class EfiMemoryMap
{
    // EfiLoaderCode, EfiLoaderData, EfiBootServicesCode, EfiBootServicesData, EfiConventionalMemory, EfiACPIReclaimMemory
    private const uint FreeTypes = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 7 | 1 << 9;
    private const int Types = 32;

    // EFI_MEMORY_WB: may be mapped Normal write-back.
    private const ulong WriteBack = 1 << 3;

    /// <summary>Takes the memory of <paramref name="board"/> from the map, in place of the memory nodes.</summary>
    public static void Read(ref Board board)
    {
        board.HasEfiMemoryMap = true;
        board.Memory = default;
        ulong step = EfiHandover.Left->DescriptorBytes;
        ulong bytes = EfiHandover.Left->MapBytes;
        for (ulong offset = 0; step >= (ulong)sizeof(EfiMemoryDescriptor) && bytes - offset >= step; offset += step)
        {
            EfiMemoryDescriptor* memory = (EfiMemoryDescriptor*)(EfiHandover.Map + offset);
            if (memory->Type < Types && (FreeTypes & (1u << (int)memory->Type)) != 0 && (memory->Attributes & WriteBack) != 0)
            {
                ulong end = memory->PhysicalStart + (memory->Pages * PageTables.PageSize);
                board.TooManyRanges |= !board.Memory.TryAppend(new MemoryRange(memory->PhysicalStart, end));
            }
        }
    }
}
