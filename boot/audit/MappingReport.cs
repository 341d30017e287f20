using System;
using BareMetal.Boot.Mmu;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Audit;

/// <summary>What a boot says of <see cref="MappingAudit"/>, in the words of Linux's dump of page tables where it has some.</summary>
internal static class MappingReport
{
    private const int AddressDigits = 16;
    private const int ReadOnlyBit = 7;
    private const int NoExecuteBit = 53;

    // Bits of a descriptor that are named where they are set.
    private static ReadOnlySpan<byte> FlagBits => [54, 6, 9, 10, 11, 50, 51, 52];

    private static ReadOnlySpan<byte> FlagNames => """
        UXN
        USR
        SHD
        AF
        NG
        GP
        DBM
        CON

        """u8;

    /// <summary>The line that every boot has.</summary>
    public static void Write(in MappingCounts counts)
    {
        Log.Begin();
        Log.Text("mmu: Checked W+X mappings: "u8);
        Log.Text(counts.Violations == 0 ? "passed"u8 : "FAILED, rules broken: "u8);
        if (counts.Violations != 0)
        {
            Log.Decimal((ulong)counts.Violations);
        }

        WriteCount("; "u8, counts.Leaves, " pages and blocks, "u8);
        WriteCount(""u8, counts.Executable, " executable, "u8);
        WriteCount(""u8, counts.Writable, " writable; "u8);
        WriteCount("AT asked of "u8, counts.Probes, " addresses; BTI guards "u8);
        WriteCount(""u8, counts.Guarded, " pages of text, as ILC emits no landing pads"u8);
        Log.End();
    }

    /// <summary>The machine-readable line.</summary>
    public static void WriteJson(in MappingCounts counts)
    {
        TextOutput<ConsoleSink> output = default;
        WriteMember(ref output, "@wx {\"leaves\":"u8, counts.Leaves);
        WriteMember(ref output, ",\"executable\":"u8, counts.Executable);
        WriteMember(ref output, ",\"writable\":"u8, counts.Writable);
        WriteMember(ref output, ",\"guarded\":"u8, counts.Guarded);
        WriteMember(ref output, ",\"cores\":"u8, counts.Cores);
        WriteMember(ref output, ",\"probes\":"u8, counts.Probes);
        WriteMember(ref output, ",\"violations\":"u8, counts.Violations);
        output.Write("}\n"u8);
    }

    /// <summary>A rule that a range breaks: where, how it is mapped, what to do.</summary>
    public static void WriteMapping(in Mapping mapping, MappingFlaws flaw, MappedRegion region)
    {
        MappingFlawLog.Begin(flaw);
        SymbolLog.WriteAddress(mapping.Va);
        Log.Text(" to "u8);
        Log.Hex(mapping.Va + mapping.Bytes, AddressDigits);
        Log.Text(", PA "u8);
        Log.Hex(mapping.Pa, 8);
        WriteAttributes(mapping.Descriptor);
        Log.Text(", "u8);
        Log.Text(MappedRegionText.Of(region));
        MappingFlawLog.End(flaw);
    }

    // Nothing where there is no descriptor, but only AT's answer.
    private static void WriteAttributes(StageOneDescriptor descriptor)
    {
        if (!descriptor.IsValid)
        {
            return;
        }

        Log.Text(IsSet(descriptor, ReadOnlyBit) ? ", ro"u8 : ", RW"u8);
        Log.Text(IsSet(descriptor, NoExecuteBit) ? " NX"u8 : " x"u8);
        for (int index = 0; index < FlagBits.Length; index++)
        {
            if (IsSet(descriptor, FlagBits[index]))
            {
                Log.Text(" "u8);
                Log.Text(TextLines.Line(FlagNames, index));
            }
        }

        Log.Text(" AttrIndx "u8);
        Log.Decimal((ulong)descriptor.MemoryIndex);
    }

    private static bool IsSet(StageOneDescriptor descriptor, int bit) => (descriptor.Raw >> bit & 1) != 0;

    private static void WriteCount(ReadOnlySpan<byte> before, int count, ReadOnlySpan<byte> after)
    {
        Log.Text(before);
        Log.Decimal((ulong)count);
        Log.Text(after);
    }

    private static void WriteMember(ref TextOutput<ConsoleSink> output, ReadOnlySpan<byte> name, int value)
    {
        output.Write(name);
        output.Decimal((ulong)value);
    }
}
