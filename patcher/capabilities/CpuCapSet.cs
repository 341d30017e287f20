using System.Numerics;

namespace BareMetal.Patcher;

/// <summary>A set of capabilities, one bit each.</summary>
public struct CpuCapSet
{
    /// <summary>How many capabilities it can hold.</summary>
    public const int Capacity = 2 * BitsPerWord;

    private const int BitsPerWord = 64;

    private ulong _low;
    private ulong _high;

    /// <summary>The capabilities of a group.</summary>
    public static CpuCapSet Of(CpuCapGroup group) =>
        new() { _low = CpuFeatureRows.Groups[(int)group * 2], _high = CpuFeatureRows.Groups[(int)group * 2 + 1] };

    /// <summary>The capabilities that a pass decides.</summary>
    public static CpuCapSet DecidedIn(AltPass pass) => pass == AltPass.Boot ? Of(CpuCapGroup.BootScope) : ~Of(CpuCapGroup.BootScope);

    /// <summary>Whether it holds none.</summary>
    public readonly bool IsEmpty => (_low | _high) == 0;

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

    /// <summary>What is in both sets.</summary>
    public static CpuCapSet operator &(in CpuCapSet left, in CpuCapSet right) =>
        new() { _low = left._low & right._low, _high = left._high & right._high };

    /// <summary>What is in either set.</summary>
    public static CpuCapSet operator |(in CpuCapSet left, in CpuCapSet right) =>
        new() { _low = left._low | right._low, _high = left._high | right._high };

    /// <summary>What isn't in the set.</summary>
    public static CpuCapSet operator ~(in CpuCapSet set) => new() { _low = ~set._low, _high = ~set._high };

    /// <summary>Takes the lowest capability out of the set; false where it is empty.</summary>
    public bool TryTake(out CpuCap cap)
    {
        ref ulong word = ref _low;
        int first = 0;
        if (_low == 0)
        {
            word = ref _high;
            first = BitsPerWord;
        }

        cap = (CpuCap)(first + BitOperations.TrailingZeroCount(word));
        bool found = word != 0;
        word &= word - 1;
        return found;
    }

    private static ulong Bit(CpuCap cap) => 1ul << ((int)cap % BitsPerWord);
}
