using System;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>A loop of the table in calls.S.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
// SAFETY: calls.S lays out 32 bytes a loop, its name with a zero; the function takes a place of at most 8 bytes, which is a local here.
internal unsafe struct CallLoop
{
    private const int NameBytes = 24;

    private readonly ulong _address;
    private fixed byte _name[NameBytes];

    /// <summary>Its symbol: <c>bm_FORM_OPERATION</c>.</summary>
    public static ReadOnlySpan<byte> Name(CallLoop* loop) =>
        new(loop->_name, Ascii.IndexOf(new ReadOnlySpan<byte>(loop->_name, NameBytes), 0));

    /// <summary>Instructions of a call with a number of iterations.</summary>
    public static uint Measure(CallLoop* loop, uint iterations)
    {
        ulong place = 0;
        var run = (delegate*<uint*, uint, uint>)loop->_address;
        uint start = InstructionCounter.Read();
        run((uint*)&place, iterations);
        return InstructionCounter.Read() - start;
    }
}
