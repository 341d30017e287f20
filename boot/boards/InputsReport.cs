using System;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>The machine-readable line about what decides patching: with it and the ID registers a boot can be replayed elsewhere.</summary>
internal static class InputsReport<TSink>
    where TSink : struct, ITextSink
{
    private const int AddressDigits = 16;
    private const byte LastPrintable = 0x7e;

    /// <summary>Writes @inputs.</summary>
    /// <param name="cores">How many cores the board has.</param>
    /// <param name="hardware">The boot core's ID registers as read.</param>
    /// <param name="inputs">What was decided by.</param>
    /// <param name="entry">How the Image was entered.</param>
    /// <param name="arguments">All boot arguments.</param>
    public static void Write(int cores, in IdRegisters hardware, in AltInputs inputs, in BootEntry entry, ReadOnlySpan<byte> arguments)
    {
        TextOutput<TSink> output = default;
        output.Write("@inputs {\"cpus\":"u8);
        output.Decimal((ulong)cores);
        output.Write(",\"effective\":"u8);
        CpuReport<TSink>.WriteChanges(ref output, hardware, inputs.Registers);
        output.Write(",\"conduit\":\""u8);
        output.Write(ConduitName(inputs.Conduit));
        output.Write("\",\"cntfrq\":"u8);
        output.Decimal(inputs.CounterFrequency);
        output.Write(",\"el\":"u8);
        output.Decimal(entry.Level);
        WriteAddress(ref output, ",\"load\":\"0x"u8, entry.Image.Start);
        WriteAddress(ref output, "\",\"voffset\":\"0x"u8, inputs.KimageVoffset);
        output.Write("\",\"bootargs\":\""u8);
        WriteEscaped(ref output, arguments);
        output.Write("\"}\n"u8);
    }

    private static void WriteAddress(ref TextOutput<TSink> output, ReadOnlySpan<byte> before, ulong address)
    {
        output.Write(before);
        output.Hex(address, AddressDigits);
    }

    /// <summary>As a JSON string holds it (RFC 8259).</summary>
    private static void WriteEscaped(ref TextOutput<TSink> output, ReadOnlySpan<byte> text)
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
