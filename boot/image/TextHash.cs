using System;

namespace BareMetal.Boot.Image;

/// <summary>
/// SHA-256 of the text as it is now: all that is mapped executable, less the Image header of 64 bytes at its start, into which boot
/// loaders and the cores that enter write. By code that is never patched: the text that is judged takes no part.
/// </summary>
// SAFETY: text as the linker script bounds it, mapped and readable for good.
internal static unsafe class TextHash
{
    /// <summary>VA of the first byte that counts.</summary>
    public static ulong Start => ImageLayout.TextStart + ImageLayout.HeaderBytes;

    /// <summary>How many bytes count.</summary>
    public static ulong Bytes => ImageLayout.TextEnd - Start;

    /// <summary>Writes <see cref="Sha256.HashBytes"/> bytes.</summary>
    public static void Compute(Span<byte> hash)
    {
        ReadOnlySpan<byte> text = new((void*)Start, (int)Bytes);
        int whole = text.Length & ~(Sha256.BlockBytes - 1);
        Sha256 sha = default;
        sha.Start();
        sha.AppendBlocks(text[..whole]);
        sha.Finish(text[whole..], hash);
    }
}
