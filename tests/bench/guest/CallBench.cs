using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>Loops around alternatives of C#, beside the same loops without: instructions by a number of iterations.</summary>
// SAFETY: the symbols of calls.S: a word, and CallLoops from the first to the end.
internal static unsafe class CallBench
{
    private const uint Few = 1000;
    private const uint Many = 2000;

    public static bool Run()
    {
        AltInputs inputs = BenchInputs.Read();
        bool hasCrc32 = inputs.Capabilities.Has(CpuCap.HasCrc32);
        bool hasLse = inputs.Capabilities.Has(CpuCap.HasLseAtomics);
        *(uint*)LinkerSymbol.AddressOf(&CpuFeaturesVariable) = hasCrc32 ? uint.MaxValue : 0;
        SetFlags(hasLse, hasCrc32, (uint)new CtrEl0(inputs.Registers.Get(IdRegister.CtrEl0)).DataLineBytes, inputs.CounterFrequency);
        var end = (CallLoop*)LinkerSymbol.AddressOf(&LoopsEnd);
        for (var loop = (CallLoop*)LinkerSymbol.AddressOf(&Loops); loop != end; loop++)
        {
            // As compiled for a CPU with LSE it runs on no other.
            bool isRun = hasLse || !Ascii.StartsWith(CallLoop.Name(loop), "bm_upper_"u8);
            BenchLine line = new("call"u8);
            line.Text("loop"u8, CallLoop.Name(loop));
            line.Number("few"u8, isRun ? CallLoop.Measure(loop, Few) : 0);
            line.Number("many"u8, isRun ? CallLoop.Measure(loop, Many) : 0);
            line.End();
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_static_set")]
    private static extern void SetFlags(bool hasLse, bool hasCrc32, uint lineBytes, ulong frequency);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_cpu_features")]
    private static extern void CpuFeaturesVariable();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_call_loops")]
    private static extern void Loops();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_call_loops_end")]
    private static extern void LoopsEnd();
}
