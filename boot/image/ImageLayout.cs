using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Image;

/// <summary>VAs of what the linker script placed (linker-scripts/image.ld).</summary>
// SAFETY: addresses of symbols that the linker script defines; none is called.
internal static unsafe class ImageLayout
{
    public static ulong Start => LinkerSymbol.AddressOf(&ImageStart);
    public static ulong TextStart => LinkerSymbol.AddressOf(&TextStartSymbol);
    public static ulong TextEnd => LinkerSymbol.AddressOf(&TextEndSymbol);
    public static ulong RodataStart => LinkerSymbol.AddressOf(&RodataStartSymbol);
    public static ulong DataStart => LinkerSymbol.AddressOf(&DataStartSymbol);

    /// <summary>End of what is in the file: everything above is memory only.</summary>
    public static ulong DataEnd => LinkerSymbol.AddressOf(&DataEndSymbol);
    public static ulong AltInstructions => LinkerSymbol.AddressOf(&AltInstructionsSymbol);
    public static ulong AltInstructionsEnd => LinkerSymbol.AddressOf(&AltInstructionsEndSymbol);
    public static ulong AltArenaStart => LinkerSymbol.AddressOf(&AltArenaStartSymbol);
    public static ulong AltArenaEnd => LinkerSymbol.AddressOf(&AltArenaEndSymbol);

    /// <summary>The page that is mapped at its own address too: what runs while the MMU is off, and when it is turned on.</summary>
    public static ulong StartPage => LinkerSymbol.AddressOf(&StartPageSymbol);
    public static ulong KernelTable => LinkerSymbol.AddressOf(&KernelTableSymbol);
    public static ulong PageTablePool => LinkerSymbol.AddressOf(&PageTablePoolSymbol);
    public static ulong PageTablePoolEnd => LinkerSymbol.AddressOf(&PageTablePoolEndSymbol);
    /// <summary>The unmapped pages below the boot core's stacks.</summary>
    public static ulong StackGuard => LinkerSymbol.AddressOf(&StackGuardSymbol);
    public static ulong ExceptionStackGuard => LinkerSymbol.AddressOf(&ExceptionStackGuardSymbol);
    public static ulong End => LinkerSymbol.AddressOf(&ImageEnd);

    /// <summary>The stage record: start/header.S.</summary>
    public static ulong StageRecord => LinkerSymbol.AddressOf(&StageSymbol);

    /// <summary>Size of the Image header, in bytes: start/header.S.</summary>
    public const int HeaderBytes = 64;

    /// <summary>Size of the log in memory, in bytes: start/header.S.</summary>
    public const int LogBytes = 8192;

    /// <summary>The log in memory.</summary>
    public static ulong Log => LinkerSymbol.AddressOf(&LogSymbol);

    /// <summary>The two words of the header that start.S writes.</summary>
    public static ulong Election => LinkerSymbol.AddressOf(&ElectionSymbol);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__image_start")]
    private static extern void ImageStart();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__text_start")]
    private static extern void TextStartSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__text_end")]
    private static extern void TextEndSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__rodata_start")]
    private static extern void RodataStartSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__data_start")]
    private static extern void DataStartSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__data_end")]
    private static extern void DataEndSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__alt_instructions")]
    private static extern void AltInstructionsSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__alt_instructions_end")]
    private static extern void AltInstructionsEndSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__alt_arena_start")]
    private static extern void AltArenaStartSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__alt_arena_end")]
    private static extern void AltArenaEndSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__start_page")]
    private static extern void StartPageSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__kernel_l0")]
    private static extern void KernelTableSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__page_table_pool")]
    private static extern void PageTablePoolSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__page_table_pool_end")]
    private static extern void PageTablePoolEndSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__stack_guard")]
    private static extern void StackGuardSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__exception_stack_guard")]
    private static extern void ExceptionStackGuardSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "__image_end")]
    private static extern void ImageEnd();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_stage")]
    private static extern void StageSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_election")]
    private static extern void ElectionSymbol();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_log")]
    private static extern void LogSymbol();
}
