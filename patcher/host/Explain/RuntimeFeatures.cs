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
            ["RhpAssignRef",
                "RhpCheckedAssignRef", "RhpByRefAssignRef", "RhpBulkWriteBarrier", "RhBulkMoveWithWriteBarrier", "RhTypeCast_StelemRef"],
            "storing a reference",
            "Keep references in locals; keep data in structs and static tables.",
            FeatureExpressions.ReferenceStore),
        new(
            ["RhpInitialDynamicInterfaceDispatch", "RhpInitialInterfaceDispatch", "RhpInterfaceDispatch", "RhpResolveInterface"],
            "interface dispatch",
            "Make the method generic with `where T : struct, IThat`, or use at most two implementations.",
            FeatureExpressions.InterfaceCall),
        new(
            ["RhTypeCast_"],
            "a cast that needs the type at run time",
            "Cast to a sealed class by `is`, or keep the kind in a field of your own.",
            FeatureExpressions.Cast),
        new(
            ["RhUnbox"],
            "unboxing that may fail",
            "Test first: `x is T value`. Or pass the struct itself.",
            FeatureExpressions.Unboxing),
        new(
            ["RhValueType"],
            "equality of a struct field by field",
            "Override Equals and GetHashCode of the struct; where no struct is compared, don't call those of an `object`.",
            FeatureExpressions.ObjectEquality),
        new(
            ["RhCheckStaticClassConstruction"],
            "initialising static fields at run time",
            "Give them constants, or assign them in a method that boot calls.",
            FeatureExpressions.Unknown),
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
