using System;
using System.Linq;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace BareMetal.Fuzz;

/// <summary>
/// Which edges between branches an input has taken, and about how often: SharpFuzz's instrumentation counts them in
/// <see cref="Trace.SharedMem"/>, as AFL's does. An input is new where a counter comes into a range in which it hasn't been.
/// </summary>
// SAFETY: Prepare gives SharpFuzz MapBytes of zeroed memory, which is never freed; its counters are indexed by 16 bits.
internal sealed unsafe class Coverage
{
    private const int MapBytes = 1 << 16;

    private static readonly byte[] s_ranges = [.. Enumerable.Range(0, 256).Select(Range)];

    private readonly byte[] _seen = new byte[MapBytes];

    /// <summary>Edges that any input has taken.</summary>
    public int Edges { get; private set; }

    private static Span<byte> Map => new(Trace.SharedMem, MapBytes);

    /// <summary>To be called before any instrumented code runs, in whatever process: it counts everywhere.</summary>
    public static void Prepare() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapBytes);

    /// <summary>To be called before each input.</summary>
    public static void Begin() => Trace.PrevLocation = 0;

    /// <summary>Whether the input has done anything new; clears the counters.</summary>
    public bool End()
    {
        bool isNew = false;
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(Map);
        for (int index = words.IndexOfAnyExcept(0ul); index >= 0;)
        {
            isNew |= Take(index * sizeof(ulong), words[index]);
            words[index] = 0;
            int next = words[(index + 1)..].IndexOfAnyExcept(0ul);
            index = next < 0 ? -1 : index + 1 + next;
        }

        return isNew;
    }

    private bool Take(int first, ulong counters)
    {
        bool isNew = false;
        for (int index = first; counters != 0; index++, counters >>= 8)
        {
            byte range = s_ranges[(byte)counters];
            byte seen = _seen[index];
            if ((seen | range) != seen)
            {
                isNew = true;
                Edges += seen == 0 ? 1 : 0;
                _seen[index] |= range;
            }
        }

        return isNew;
    }

    // AFL's: none, 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, 128 and more.
    private static byte Range(int count) => count switch
    {
        <= 2 => (byte)count,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
