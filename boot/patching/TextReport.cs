using System;
using BareMetal.Boot.Image;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Patching;

/// <summary>
/// What the text has become, as a machine-readable line and in the log: <c>alt attest</c> computes the same on another machine.
/// </summary>
internal static class TextReport
{
    private const int AddressDigits = 16;

    /// <summary>Writes @text.</summary>
    public static void Write()
    {
        Span<byte> hash = stackalloc byte[Sha256.HashBytes];
        TextHash.Compute(hash);
        Span<byte> text = stackalloc byte[Sha256.HexDigits];
        Sha256.WriteHex(hash, text);

        TextOutput<ConsoleSink> output = default;
        output.Write("@text {\"address\":\"0x"u8);
        output.Hex(TextHash.Start, AddressDigits);
        output.Write("\",\"bytes\":"u8);
        output.Decimal(TextHash.Bytes);
        output.Write(",\"sha256\":\""u8);
        output.Write(text);
        output.Write("\"}\n"u8);
    }

    /// <summary>What the text has become, in the log: the same on every boot that patches it the same way.</summary>
    public static void WriteChecksum()
    {
        Log.Begin();
        Log.Text("alternatives: text has crc32 "u8);
        Log.Hex(TextChecksum.Compute(), 8);
        Log.End();
    }
}
