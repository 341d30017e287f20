using System;
using System.Runtime;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Refused;

/// <summary>Declarations of which the attributes alone say that they can't be.</summary>
internal static unsafe partial class Declared
{
    [CpusHave((CpuCap)999)] // refused: Declared.Unknown: there is no capability 999: patcher/capabilities/cpucaps.txt has them, 0 to
    private static extern bool Unknown { get; }

    [CpusHave(CpuCap.HasCrc32)] // refused: Declared.Number: [CpusHave] is for a bool property, or a method that takes nothing and returns bool
    private static extern int Number { get; }

    [CpusHave(CpuCap.HasCrc32)] // refused: Declared.Asks: [CpusHave] is for a bool property, or a method that takes nothing and returns bool
    private static extern bool Asks(int what);

    [Fallback(nameof(False)), CpusHave(CpuCap.HasCrc32)] // refused: Declared.Twice: [CpusHave] stands alone: it needs no fallback
    private static extern bool Twice { get; }

    [CpusHave(CpuCap.HasCrc32)] // refused: Declared.Settable: an alternative can stand for a value that is read: leave the property its get
    private static extern bool Settable { get; set; }

    [Fallback(nameof(Add))] // refused: Declared.NoAlternative: there is a fallback, but no alternative: add one, or call the fallback itself
    private static extern uint NoAlternative(uint a, uint b);

    [Alternative("add w0, w0, w1", CpuCap.HasCrc32)] // refused: Declared.NoFallback: there is no fallback, which is what runs until the alternatives are applied
    private static extern uint NoFallback(uint a, uint b);

    [AlternativeCall(nameof(Add), CpuCap.AlwaysSystem)] // refused: Declared.NoFallbackOfCall: there is no fallback
    private static extern uint NoFallbackOfCall(uint a, uint b);

    [Fallback(nameof(Add)), Alternative("add w0, w0, w1", CpuCap.AlwaysSystem)] // refused: Declared.Needless: the last alternative's instruction is on every CPU
    private static extern uint Needless(uint a, uint b);

    [Fallback("Nowhere"), AlternativeCall(nameof(Add), CpuCap.HasCrc32)] // refused: Declared.Missing: Declared has no method Nowhere: static uint Nowhere(uint a, uint b) is needed
    private static extern uint Missing(uint a, uint b);

    [Fallback(nameof(Add)), AlternativeCall(null, CpuCap.HasCrc32)] // refused: Declared.Nameless: Declared has no method : static
    private static extern uint Nameless(uint a, uint b);

    [Fallback(nameof(Add64)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)] // refused: Declared.Other: Add64 has another signature: static uint Add64(uint a, uint b) is needed
    private static extern uint Other(uint a, uint b);

    [Fallback(nameof(Add)), AlternativeCall(nameof(AddOf), CpuCap.HasCrc32)] // refused: Declared.OfGeneric: AddOf has another signature
    private static extern uint OfGeneric(uint a, uint b);

    [Fallback(nameof(Marked)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)] // refused: Declared.OfMarked: Marked has alternatives itself: name one that has a body
    private static extern uint OfMarked(uint a, uint b);

    [Fallback(nameof(MarkedValue)), Alternative("mov w0, #1", CpuCap.HasCrc32)] // refused: Declared.OfMarkedValue: MarkedValue has alternatives itself
    private static extern uint OfMarkedValue { get; }

    [Fallback(nameof(Value)), AlternativeCallback(nameof(Value), CpuCap.AlwaysSystem)] // refused: Declared.OfPlan: Value has another signature: static CallbackResult Value(ref CallbackSite site) is needed
    private static extern uint OfPlan { get; }

    [Fallback(nameof(Value)), AlternativeCallback(nameof(PlanByValue), CpuCap.AlwaysSystem)] // refused: Declared.OfPlanByValue: PlanByValue has another signature
    private static extern uint OfPlanByValue { get; }

    [Fallback(nameof(Value)), AlternativeCallback(nameof(ExportedPlan), CpuCap.AlwaysSystem)] // refused: Declared.OfExported: the callback ExportedPlan is exported as plan: the name of a callback begins with bm_cb_
    private static extern uint OfExported { get; }

    [Fallback(nameof(Value)), AlternativeCallback("bm_cb_nothing", CpuCap.AlwaysSystem)] // refused: Declared.OfNothing: no method is exported as bm_cb_nothing
    private static extern uint OfNothing { get; }

    [Fallback(nameof(Add)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)] // refused: Declared.Body: the attribute stands for code that isn't there: the method must be static extern
    private static uint Body(uint a, uint b) => a + b;

    [Fallback(nameof(Add)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)] // refused: Declared.Generic: a generic method has one body for each type argument
    private static extern uint Generic<T>(uint a, uint b);

    [DllImport("libc")]
    [Fallback(nameof(Add)), AlternativeCall(nameof(Add), CpuCap.HasCrc32)] // refused: Declared.Native: RuntimeImport, InternalCall or DllImport says where the code is
    private static extern uint Native(uint a, uint b);

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    [Fallback(nameof(Add)), AlternativeCall(nameof(ByLse), CpuCap.HasCrc32)] // refused: Declared.NotInlined: MethodImpl says how a body is compiled, and there is none
    private static extern uint NotInlined(uint a, uint b);

    [Fallback(nameof(Add))]
    [AlternativeCall(nameof(Add), CpuCap.HasCrc32)]
    [AlternativeCall(nameof(ByLse), CpuCap.HasCrc32)] // refused: Declared.Same: this alternative can never win: an alternative for HAS_CRC32 stands before it
    private static extern uint Same(uint a, uint b);

    [Fallback(nameof(Add))]
    [AlternativeCall(nameof(Add), CpuCap.HasLseAtomics)]
    [AlternativeCall(nameof(ByLse), CpuCap.HasLse128)] // refused: Declared.Implied: this alternative can never win: every CPU with HAS_LSE128 has HAS_LSE_ATOMICS, whose alternative stands before it
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
    [Alternative("nop", CpuCap.AlwaysBoot)] // refused: Instance.Wait: the attribute stands for code that isn't there: the method must be static extern
    private extern void Wait();
}

internal static class Typed<T>
{
    [Alternative("nop", CpuCap.AlwaysBoot)] // refused: Typed`1.Wait: a generic method has one body for each type argument
    private static extern void Wait();
}
