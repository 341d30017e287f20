using BareMetal.Patcher;

namespace BareMetal.Shapes;

// SAFETY: no pointer is dereferenced; the other half of the class says which methods take some.
internal static unsafe partial class Shapes
{
    [Fallback(nameof(ScaleSlow))]
    [AlternativeCall(nameof(ScaleFast), CpuCap.HasMops)]
    internal static extern uint Scale(delegate*<uint, uint> by, ref uint what, in byte* where);

    private static uint ScaleSlow(delegate*<uint, uint> by, ref uint what, in byte* where)
    {
        return by(what);
    }

    private static partial uint ScaleFast(delegate*<uint, uint> by, ref uint what, in byte* where);

    private static partial uint ScaleFast(delegate*<uint, uint> by, ref uint what, in byte* where) => *where;
}
