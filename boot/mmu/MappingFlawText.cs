using System;
using System.Numerics;
using BareMetal.Patcher;

namespace BareMetal.Boot.Mmu;

/// <summary>Names of <see cref="MappingFlaws"/>, and what a user can do about each. The order is that of the bits.</summary>
internal static class MappingFlawText
{
    private static ReadOnlySpan<byte> Names => """
        writable-executable
        writable-alias
        executable
        user-executable
        attributes
        stack-guard
        place
        open-alias
        reserved
        identity-map
        probe
        answer
        unreachable
        wxn
        identity-map
        registers

        """u8;

    private static ReadOnlySpan<byte> Remedies => """
        map what is written with PXN and UXN, what is executed read only
        it is executed at another address: unmap it, or map it read only
        it is no text: map it with PXN and UXN
        nothing runs at EL0: map it with UXN
        map it as boot/README.md, Address space, has it
        unmap it: an overflow of the stack would go unnoticed
        map only what boot/README.md, Address space, has there
        unmap it, with Translation.InvalidateAll: TextProtection.Close
        the device tree or UEFI keeps it: leave it out of what is mapped
        unmap it, or end walks by TTBR0_EL1: Translation.CloseIdentityMap
        the MMU answers otherwise than its tables: Translation.InvalidateAll is missing, or a hypervisor has other tables
        it must not be mapped: unmap it, with Translation.InvalidateAll
        map the table that is there: it must lie in the Image, or in RAM that has an alias
        set SCTLR_EL1.WXN: bm_enable_mmu
        end walks by TTBR0_EL1: Translation.CloseIdentityMap
        set it as on the boot core: bm_enable_mmu

        """u8;

    /// <summary>The name of a single one.</summary>
    public static ReadOnlySpan<byte> NameOf(MappingFlaws flaw) => TextLines.Line(Names, BitOperations.TrailingZeroCount((uint)flaw));

    /// <summary>What to do about a single one.</summary>
    public static ReadOnlySpan<byte> RemedyOf(MappingFlaws flaw) => TextLines.Line(Remedies, BitOperations.TrailingZeroCount((uint)flaw));
}
