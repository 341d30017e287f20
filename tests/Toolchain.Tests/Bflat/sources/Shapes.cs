#define FIRST
using BareMetal.Patcher;

namespace BareMetal.Shapes;

/// <summary>Declarations in every form that C# has for them.</summary>
// SAFETY: methods take pointers and dereference none; only their compiled form is compared, and nothing runs.
internal static unsafe partial class Shapes
{
    [CpusHave(CpuCap.HasCrc32)]
    private static extern bool HasCrc32 { get; }

    [CpusHave(CpuCap.HasSb)] private static extern bool HasSb
    {
        get;
    }

    private static extern bool HasMops { [CpusHave(CpuCap.HasMops)] get; }

    /// <summary>Overloads, of which the second has alternatives.</summary>
    private static uint Add(uint a) => a;

    [Fallback(nameof(AddByHand))]
    [Alternative("add w0, w0, w1", CpuCap.HasLse128)]
    [AlternativeCall(
        nameof(AddByLse),
        CpuCap.HasLseAtomics)]
    private static extern uint Add(uint a, uint b);

    private static uint AddByHand(uint a) => a + 1;

    private static uint AddByHand(uint a, uint b)
    {
        // Lines of a body stay where they are.
        uint sum = a;
        sum += b;
        return sum;
    }

    private static uint AddByLse(uint a, uint b) => a + b; private static uint AfterIt(uint a) => a;

    [Fallback(nameof(ReadLine)), AlternativeCallback(nameof(PlanLine), CpuCap.AlwaysSystem)]
    private static extern uint LineBytes { get; }

    private static uint ReadLine => 64; // only an accessor that is written out can have attributes

    private static CallbackResult PlanLine(ref CallbackSite site) =>
        default;

    [Fallback(nameof(WholeSlow)), AlternativeCall(nameof(WholeFast), CpuCap.HasMops)]
    private static extern uint Whole { get; }

    private static uint WholeSlow { get => 1; }

    private static uint WholeFast
    {
        get
        {
            return 2;
        }
    }

#if FIRST
    [Alternative("dmb ishst", CpuCap.AlwaysBoot)] internal static extern void StoreBarrier();
#else
    [Alternative("nop", CpuCap.AlwaysBoot)] internal static extern void StoreBarrier();
#endif

#if GIVEN
    [Alternative("isb", CpuCap.AlwaysBoot)] internal static extern void Given();
#endif

    internal static class Inner { [Alternative("sb", CpuCap.HasSb), Fallback(nameof(Slow))]
        internal static extern void Wait(); private static void Slow() { } }
}
