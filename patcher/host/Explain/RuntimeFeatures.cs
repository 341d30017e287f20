using System;

namespace BareMetal.AltTool.Explain;

/// <summary>The features that stay undefined on purpose: using one is a link error, which is the proof that no Image has it.</summary>
internal static class RuntimeFeatures
{
    /// <summary>The first that fits is taken.</summary>
    private static readonly RuntimeFeature[] s_all =
    [
        new(
            ["RhpNewArray", "RhpNewPtrArray", "RhpNewVar", "RhNewArray", "RhNewVar"],
            "array allocation",
            "Use stackalloc, an [InlineArray] or a `static ReadOnlySpan<T> Table => [..]` of constants.",
            FeatureExpressions.ArrayAllocation),
        new(
            ["RhpNew", "RhNew", "RhBox"],
            "allocation",
            "Use a struct, stackalloc or a static table.",
            FeatureExpressions.Allocation),
        new(
            ["RhpThrow", "RhpRethrow"],
            "an exception",
            "Return an error value that names the fault, or end in a panic.",
            FeatureExpressions.Throw),
        new(
            ["RhpAssignRef", "RhpCheckedAssignRef", "RhpByRefAssignRef", "RhpBulkWriteBarrier", "RhBulkMoveWithWriteBarrier"],
            "storing a reference",
            "Keep references in locals; keep data in structs and static tables.",
            FeatureExpressions.ReferenceStore),
        new(
            ["RhpInitialDynamicInterfaceDispatch", "RhpInitialInterfaceDispatch", "RhpInterfaceDispatch", "RhpResolveInterface"],
            "interface dispatch",
            "Make the method generic with `where T : struct, IThat`, or use at most two implementations.",
            FeatureExpressions.InterfaceCall),
        new(
            ["RhpPInvoke", "RhpGcPoll", "RhpTrapThreads"],
            "P/Invoke",
            "Import the function by [MethodImpl(MethodImplOptions.InternalCall)] and [RuntimeImport(\"*\", \"name\")].",
            FeatureExpressions.PlatformCall),
        new(
            ["g_cpuFeatures"],
            "an optional CPU intrinsic",
            "Write the instruction as an alternative in a .S file: the compiler may run an intrinsic before its IsSupported test.",
            FeatureExpressions.FeatureTest),
        new(
            ["Rhp", "Rh"],
            "a runtime helper",
            "runtime-lite/README.md lists which C# works.",
            FeatureExpressions.Unknown),
    ];

    public static RuntimeFeature? Of(string helper) => Array.Find(s_all, f => f.IsUsedBy(helper));
}
