using System;
using System.Runtime;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Refused;

/// <summary>Declarations of which the attributes alone say that they can't be.</summary>
// SAFETY: declarations only; the build refuses them, and nothing is called.
internal static unsafe partial class Declared
{
    [CpusHave((CpuCap)999)] // refused: Declared.Unknown: there is no capability 999: patcher/capabilities/cpucaps.txt has them, 0 to
    private static extern bool Unknown { get; }

    // refused: Declared.Number: [CpusHave] is for a bool property, or a method that takes nothing and returns bool
    [CpusHave(CpuCap.HasCrc32)]
    private static extern int Number { get; }

    // refused: Declared.Asks: [CpusHave] is for a bool property, or a method that takes nothing and returns bool
    [CpusHave(CpuCap.HasCrc32)]
    private static extern bool Asks(int what);

    [Fallback(nameof(False)), CpusHave(CpuCap.HasCrc32)] // refused: Declared.Twice: [CpusHave] stands alone: it needs no fallback
    private static extern bool Twice { get; }

    [CpusHave(CpuCap.HasCrc32)] // refused: Declared.Settable: an alternative can stand for a value that is read: leave the property its get
    private static extern bool Settable { get; set; }

    // refused: Declared.NoAlternative: there is a fallback, but no alternative: add one, or call the fallback itself
    [Fallback(nameof(Add))]
    private static extern uint NoAlternative(uint a, uint b);

    // refused: Declared.NoFallback: there is no fallback, which is what runs until the alternatives are applied
    [Alternative("add w0, w0, w1", CpuCap.HasCrc32)]
    private static extern uint NoFallback(uint a, uint b);

    [AlternativeCall(nameof(Add), CpuCap.AlwaysSystem)] // refused: Declared.NoFallbackOfCall: there is no fallback
    private static extern uint NoFallbackOfCall(uint a, uint b);

    // refused: Declared.Needless: the last alternative's instruction is on every CPU
    [Fallback(nameof(Add)), Alternative("add w0, w0, w1", CpuCap.AlwaysSystem)]
    private static extern uint Needless(uint a, uint b);

    // refused: Declared.Missing: Declared has no method Nowhere: static uint Nowhere(uint a, uint b) is needed
    [Fallback("Nowhere"), AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    private static extern uint Missing(uint a, uint b);

    [Fallback(nameof(Add)), AlternativeCall(null, CpuCap.HasCrc32)] // refused: Declared.Nameless: Declared has no method : static
    private static extern uint Nameless(uint a, uint b);

    // refused: Declared.Other: Add64 has another signature: static uint Add64(uint a, uint b) is needed
    [Fallback(nameof(Add64)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    private static extern uint Other(uint a, uint b);

    [Fallback(nameof(Add)), AlternativeCall(nameof(AddOf), CpuCap.HasCrc32)] // refused: Declared.OfGeneric: AddOf has another signature
    private static extern uint OfGeneric(uint a, uint b);

    // refused: Declared.OfMarked: Marked has alternatives itself: name one that has a body
    [Fallback(nameof(Marked)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    private static extern uint OfMarked(uint a, uint b);

    // refused: Declared.OfMarkedValue: MarkedValue has alternatives itself
    [Fallback(nameof(MarkedValue)), Alternative("mov w0, #1", CpuCap.HasCrc32)]
    private static extern uint OfMarkedValue { get; }

    // refused: Declared.OfPlan: Value has another signature: static CallbackResult Value(ref CallbackSite site) is needed
    [Fallback(nameof(Value)), AlternativeCallback(nameof(Value), CpuCap.AlwaysSystem)]
    private static extern uint OfPlan { get; }

    // refused: Declared.OfPlanByValue: PlanByValue has another signature
    [Fallback(nameof(Value)), AlternativeCallback(nameof(PlanByValue), CpuCap.AlwaysSystem)]
    private static extern uint OfPlanByValue { get; }

    // refused: Declared.OfExported: the callback ExportedPlan is exported as plan: the name of a callback begins with bm_cb_
    [Fallback(nameof(Value)), AlternativeCallback(nameof(ExportedPlan), CpuCap.AlwaysSystem)]
    private static extern uint OfExported { get; }

    // refused: Declared.OfNothing: no method is exported as bm_cb_nothing
    [Fallback(nameof(Value)), AlternativeCallback("bm_cb_nothing", CpuCap.AlwaysSystem)]
    private static extern uint OfNothing { get; }

    // refused: Declared.Body: the attribute stands for code that isn't there: the method must be static extern
    [Fallback(nameof(Add)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    private static uint Body(uint a, uint b) => a + b;

    // refused: Declared.Generic: a generic method has one body for each type argument
    [Fallback(nameof(Add)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    private static extern uint Generic<T>(uint a, uint b);

    [DllImport("libc")]
    // refused: Declared.Native: RuntimeImport, InternalCall or DllImport says where the code is
    [Fallback(nameof(Add)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    private static extern uint Native(uint a, uint b);

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    // refused: Declared.NotInlined: MethodImpl says how a body is compiled, and there is none
    [Fallback(nameof(Add)), AlternativeCall(nameof(ByLse), CpuCap.HasCrc32)]
    private static extern uint NotInlined(uint a, uint b);

    [Fallback(nameof(Add))]
    [AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    // refused: Declared.Same: this alternative can never win: an alternative for HAS_CRC32 stands before it
    [AlternativeCall(nameof(ByLse), CpuCap.HasCrc32)]
    private static extern uint Same(uint a, uint b);

    [Fallback(nameof(Add))]
    [AlternativeCall(nameof(Add), CpuCap.HasLseAtomics)]
    // refused: Declared.Implied: this alternative can never win: every CPU with HAS_LSE128 has HAS_LSE_ATOMICS,
    //          whose alternative stands before it
    [AlternativeCall(nameof(ByLse), CpuCap.HasLse128)]
    private static extern uint Implied(uint a, uint b);

    [Alternative("add w0, w0, w1", CpuCap.AlwaysSystem)] // refused: Declared.AfterAll: there is no fallback
    [Alternative("sub w0, w0, w1", CpuCap.HasCrc32)] // refused: Declared.AfterAll: this alternative can never win
    private static extern uint AfterAll(uint a, uint b);

    [Fallback(nameof(Add)), AlternativeCall(nameof(ByLse128), CpuCap.HasLse128), AlternativeCall(nameof(ByLse), CpuCap.HasLseAtomics)]
    private static extern uint Marked(uint a, uint b);

    [Fallback(nameof(Value)), AlternativeCallback(nameof(Plan), CpuCap.AlwaysBoot)]
    private static extern uint Planned { get; }

    [AlternativeCallback(nameof(Plan), CpuCap.HasCrc32), Alternative("mov w0, #1", CpuCap.AlwaysBoot)]
    private static extern uint PlannedOrInstruction { get; }

    [Fallback(nameof(Value))]
    [AlternativeCall(nameof(ValueByLse128), CpuCap.HasLse128)]
    [AlternativeCallback(nameof(Plan), CpuCap.HasLseAtomics)]
    [AlternativeCall(nameof(ValueByCrc32), CpuCap.HasCrc32)]
    private static extern uint PlannedBetween { get; }

    [Alternative("mov w0, #1", CpuCap.AlwaysBoot)]
    private static extern uint MarkedValue { get; }

    private static bool False => false;

    private static uint Value => 1;

    private static uint Add(uint a, uint b) => a + b;

    private static uint ByLse(uint a, uint b) => a - b;

    private static uint ByLse128(uint a, uint b) => a ^ b;

    private static ulong Add64(ulong a, ulong b) => a + b;

    private static uint AddOf<T>(uint a, uint b) => a + b;

    private static uint ValueByLse128 => 2;

    private static uint ValueByCrc32 => 3;

    private static CallbackResult Plan(ref CallbackSite site) => default;

    private static CallbackResult PlanByValue(CallbackSite site) => default;

    [RuntimeExport("plan")]
    private static CallbackResult ExportedPlan(ref CallbackSite site) => default;
}

internal sealed class Instance
{
    // refused: Instance.Wait: the attribute stands for code that isn't there: the method must be static extern
    [Alternative("nop", CpuCap.AlwaysBoot)]
    private extern void Wait();
}

internal static class Typed<T>
{
    [Alternative("nop", CpuCap.AlwaysBoot)] // refused: Typed`1.Wait: a generic method has one body for each type argument
    private static extern void Wait();
}
