namespace BareMetal.Patcher;

/// <summary>A set of capabilities, one bit each.</summary>
public struct CpuCapSet
{
    private const int BitsPerWord = 64;

    private ulong _low;
    private ulong _high;

    /// <summary>Whether <paramref name="cap"/> is in the set.</summary>
    public readonly bool Has(CpuCap cap) => (((int)cap < BitsPerWord ? _low : _high) & Bit(cap)) != 0;

    /// <summary>Adds <paramref name="cap"/>, one of cpucaps.txt.</summary>
    public void Add(CpuCap cap)
    {
        if ((int)cap < BitsPerWord)
        {
            _low |= Bit(cap);
        }
        else
        {
            _high |= Bit(cap);
        }
    }

    private static ulong Bit(CpuCap cap) => 1ul << ((int)cap % BitsPerWord);
}
