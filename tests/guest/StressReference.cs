namespace BareMetal.Guest;

/// <summary>What patched functions must compute, by code that is never patched.</summary>
// SAFETY: callers pass blocks of their stack with a length that fits both.
internal static unsafe class StressReference
{
    private const uint Crc32Polynomial = 0xedb8_8320;
    private const uint Crc32CPolynomial = 0x82f6_3b78;

    public static uint Crc32(byte* bytes, int length) => ~Append(uint.MaxValue, bytes, length, Crc32Polynomial);

    public static uint Crc32C(uint crc, byte* bytes, int length) => Append(crc, bytes, length, Crc32CPolynomial);

    public static bool AreEqual(byte* left, byte* right, int length)
    {
        int difference = 0;
        for (int index = 0; index < length; index++)
        {
            difference |= left[index] ^ right[index];
        }

        return difference == 0;
    }

    public static bool IsAll(byte* bytes, int length, byte value)
    {
        int difference = 0;
        for (int index = 0; index < length; index++)
        {
            difference |= bytes[index] ^ value;
        }

        return difference == 0;
    }

    private static uint Append(uint crc, byte* bytes, int length, uint polynomial)
    {
        for (int index = 0; index < length; index++)
        {
            crc ^= bytes[index];
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (polynomial & (0 - (crc & 1)));
            }
        }

        return crc;
    }
}
