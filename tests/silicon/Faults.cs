using System.Runtime;
using Internal.Runtime;

namespace BareMetal.Silicon;

/// <summary>The end of C# code that failed a check.</summary>
internal static class Faults
{
    [RuntimeExport("bm_panic_fault")]
    private static void Panic(RuntimeFault fault, nint returnAddress) => Program.Fail("panic"u8);

    [RuntimeExport("RhpFallbackFailFast")]
    private static void StackSmashed() => Program.Fail("stack smashed"u8);
}
