using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;

namespace BareMetal.BootTest;

/// <summary>SHA-256 of an image: of its file, and of what a boot loader starts, whose header may have other flags.</summary>
internal static class ImageSha256
{
    // "Booting AArch64 Linux": u64 flags, little endian.
    private const int FlagsOffset = 24;

    /// <summary>Of the file.</summary>
    public static string OfFile(BootCase boot) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(boot.Image!)));

    /// <summary>Of the image in memory before its first instruction: what the image itself reports.</summary>
    public static string AsStarted(BootCase boot)
    {
        byte[] bytes = File.ReadAllBytes(boot.Image!);
        if (boot.HeaderFlags is { } flags && bytes.Length >= FlagsOffset + sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(FlagsOffset), (ulong)flags);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
