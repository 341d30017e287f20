using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Image;

/// <summary>
/// SHA-256 of the Image as it lies in memory, before anything in it changes: what <c>sha256sum out/Image</c> prints, if
/// the boot loader brought all of it over. The two header words that start.S uses count as the zeros they are in the file.
/// </summary>
// SAFETY: from the first byte of the Image to the end of what is in the file, all mapped and readable.
internal static unsafe class ImageHash
{
    private const int ElectionBytes = 16;

    private static Hash s_hash;

    /// <summary>The <see cref="Sha256.HashBytes"/> bytes; zero before <see cref="Compute"/>.</summary>
    public static ReadOnlySpan<byte> Value => s_hash;

    /// <summary>To be called before the first store to initialised data.</summary>
    public static void Compute()
    {
        ReadOnlySpan<byte> image = new((void*)ImageLayout.Start, (int)(ImageLayout.DataEnd - ImageLayout.Start));
        Span<byte> header = stackalloc byte[Sha256.BlockBytes];
        int election = (int)(ImageLayout.Election - ImageLayout.Start);
        for (int index = 0; index < header.Length; index++)
        {
            header[index] = index >= election && index < election + ElectionBytes ? (byte)0 : image[index];
        }

        Sha256 hash = default;
        hash.Start();
        hash.AppendBlocks(header);
        int whole = image.Length & ~(Sha256.BlockBytes - 1);
        hash.AppendBlocks(image[Sha256.BlockBytes..whole]);
        hash.Finish(image[whole..], s_hash);
    }

    [InlineArray(Sha256.HashBytes)]
    private struct Hash
    {
        private byte _first;
    }
}
