using System;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Capabilities;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Patching;

/// <summary>The machine-readable lines about what decides patching: with them a boot can be replayed elsewhere.</summary>
internal static unsafe class InputsReport
{
    private const int AddressDigits = 16;
    private const byte LastPrintable = 0x7e;

    /// <summary>Writes @idregs of each core that took part, and @inputs.</summary>
    public static void Write(in Board board, in AltInputs inputs, ulong imagePhysical, ulong entryLevel)
    {
        CpuReport<ConsoleSink>.WriteIdRegisters(0, Cpus.Hardware);
        for (int index = 1; index < CoreTable.Count; index++)
        {
            if (CoreTable.TookPart(index))
            {
                CpuReport<ConsoleSink>.WriteIdRegisters(index, CoreTable.At(index)->Hardware);
            }
        }

        TextOutput<ConsoleSink> output = default;
        output.Write("@inputs {\"cpus\":"u8);
        output.Decimal((ulong)CoreTable.Count);
        output.Write(",\"effective\":"u8);
        CpuReport<ConsoleSink>.WriteChanges(ref output, Cpus.Hardware, inputs.Registers);
        output.Write(",\"conduit\":\""u8);
        output.Write(ConduitName(inputs.Conduit));
        output.Write("\",\"cntfrq\":"u8);
        output.Decimal(inputs.CounterFrequency);
        output.Write(",\"el\":"u8);
        output.Decimal(entryLevel);
        WriteAddress(ref output, ",\"load\":\"0x"u8, imagePhysical);
        WriteAddress(ref output, "\",\"voffset\":\"0x"u8, inputs.KimageVoffset);
        output.Write("\",\"bootargs\":\""u8);
        WriteEscaped(ref output, new ReadOnlySpan<byte>(board.BootArguments, board.BootArgumentBytes));
        output.Write("\"}\n"u8);
    }

    private static void WriteAddress(ref TextOutput<ConsoleSink> output, ReadOnlySpan<byte> before, ulong address)
    {
        output.Write(before);
        output.Hex(address, AddressDigits);
    }

    /// <summary>As a JSON string holds it (RFC 8259).</summary>
    private static void WriteEscaped(ref TextOutput<ConsoleSink> output, ReadOnlySpan<byte> text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            byte character = text[index];
            if (character is < (byte)' ' or > LastPrintable)
            {
                output.Write("\\u"u8);
                output.Hex(character, 4);
                continue;
            }

            output.Write(character is (byte)'"' or (byte)'\\' ? "\\"u8 : default);
            output.Write(text.Slice(index, 1));
        }
    }

    private static ReadOnlySpan<byte> ConduitName(SmcccConduit conduit) => conduit switch
    {
        SmcccConduit.Hvc => "hvc"u8,
        SmcccConduit.Smc => "smc"u8,
        _ => "none"u8,
    };
}
