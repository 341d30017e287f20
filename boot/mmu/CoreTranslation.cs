using System;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Mmu;

/// <summary>Whether a core translates as the boot core does, by the registers that it has stored.</summary>
internal static class CoreTranslation
{
    /// <summary>MAIR_EL1: index 0 is Normal write-back, 1 Device-nGnRE (start/mmu.S).</summary>
    private const ulong MemoryTypes = 0xff | 0x04 << 8;

    /// <summary>How many rules core <paramref name="index"/> breaks: each was said then.</summary>
    public static int Check(int index, in TranslationRegisters own, in TranslationRegisters boot)
    {
        bool hasTables = own.Tcr.Has4KPages(upper: true) && own.Tcr.WithoutPhysicalSize == boot.Tcr.WithoutPhysicalSize;
        return Check(index, MappingFlaws.CoreWxn, "SCTLR_EL1"u8, own.Sctlr.Raw, own.Sctlr.WriteExecuteNever)
            + Check(index, MappingFlaws.CoreIdentityMap, "TCR_EL1"u8, own.Tcr.Raw, own.Tcr.IsLowerHalfClosed)
            + Check(index, MappingFlaws.CoreRegisters, "SCTLR_EL1"u8, own.Sctlr.Raw, own.Sctlr.Raw == boot.Sctlr.Raw)
            + Check(index, MappingFlaws.CoreRegisters, "TCR_EL1"u8, own.Tcr.Raw, hasTables)
            + Check(index, MappingFlaws.CoreRegisters, "TTBR0_EL1"u8, own.Ttbr0, own.Ttbr0 == boot.Ttbr0)
            + Check(index, MappingFlaws.CoreRegisters, "TTBR1_EL1"u8, own.Ttbr1, own.Ttbr1 == boot.Ttbr1)
            + Check(index, MappingFlaws.CoreRegisters, "MAIR_EL1"u8, own.Mair, own.Mair == MemoryTypes);
    }

    private static int Check(int index, MappingFlaws flaw, ReadOnlySpan<byte> name, ulong value, bool isRight)
    {
        if (!isRight)
        {
            MappingFlawLog.WriteCore(index, flaw, name, value);
        }

        return isRight ? 0 : 1;
    }
}
