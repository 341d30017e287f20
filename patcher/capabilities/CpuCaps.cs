using System;

namespace BareMetal.Patcher;

/// <summary>Names and texts of the capabilities, from cpucaps.txt.</summary>
public static class CpuCaps
{
    /// <summary>How many there are: ARM64_NCAPS.</summary>
    public const int Count = (int)CpuCap.NCaps;

    /// <summary>Linux's name, such as HAS_LSE_ATOMICS; ARM64_CB_PATCH for <see cref="CpuCap.NCaps"/>.</summary>
    public static ReadOnlySpan<byte> Name(CpuCap cap) =>
        cap == CpuCap.NCaps ? "ARM64_CB_PATCH"u8 : TextTable.Item(CpuFeatureRows.Names, CpuFeatureRows.NamesStarts, (int)cap);

    /// <summary>The words of Linux's log line "CPU features: detected: …"; empty for capabilities that every CPU has.</summary>
    public static ReadOnlySpan<byte> Text(CpuCap cap) => TextTable.Item(CpuFeatureRows.Texts, CpuFeatureRows.TextsStarts, (int)cap);

    /// <summary>Finds a capability by its name.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out CpuCap cap)
    {
        int index = TextTable.IndexOf(CpuFeatureRows.Names, CpuFeatureRows.NamesStarts, 0, Count, name);
        cap = (CpuCap)index;
        return index >= 0;
    }
}
