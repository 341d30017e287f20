using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using BareMetal.AltTool.Explain;
using BareMetal.AltTool.Preinit;
using BareMetal.AltTool.Source;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>
/// Link errors and preinitialisation failures as lines in C#. The methods at the end are never called: they are the C# in question,
/// this test assembly is the assembly that was compiled, and an assembler file stands for ILC's object.
/// </summary>
[Trait("Area", "The build")]
public sealed class ExplainTests
{
    private const string Prefix = "Toolchain_Tests_BareMetal_Toolchain_Tests_ExplainTests";

    private static readonly SourceAssembly s_assembly = SourceAssembly.Load(typeof(ExplainTests).Assembly.Location, sourceRoot: "root");

    private interface IShape
    {
        int Area(int side);
    }

    [Theory]
    [InlineData(nameof(Allocate), "RhpNewFast", "allocation (\"new object()\")")]
    [InlineData(nameof(AllocateArray), "RhpNewArrayFast", "array allocation (\"new int[]\")")]
    [InlineData(nameof(BoxIt), "RhpNewFast", "allocation (\"(int as an object)\")")]
    [InlineData(nameof(Fail), "RhpThrowEx", "an exception (\"throw\")")]
    [InlineData(nameof(Store), "RhpAssignRefArm64", "storing a reference (\"s_kept = …\")")]
    [InlineData(nameof(Dispatch), "RhpInitialDynamicInterfaceDispatch", "interface dispatch (\"IShape.Area()\")")]
    public void A_missing_helper_is_the_line_that_needs_it(string method, string helper, string feature)
    {
        string line = Assert.Single(Explain(method, helper));

        Assert.Contains($"ExplainTests.cs({LineOf(method)},", line, StringComparison.Ordinal);
        Assert.Contains($"): error BM0001: {feature} isn't available on bare metal: {helper} is referenced by ExplainTests.{method}. ",
            line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_use_that_was_inlined_is_found_in_the_method_it_came_from() =>
        Assert.Contains($"ExplainTests.cs({LineOf(nameof(Allocate))},", Assert.Single(Explain(nameof(CallAllocate), "RhpNewFast")),
            StringComparison.Ordinal);

    [Fact]
    public void A_helper_without_an_expression_is_its_method() =>
        Assert.Contains("a runtime helper isn't available on bare metal: RhpNovel is referenced by ExplainTests.Fail.",
            Assert.Single(Explain(nameof(Fail), "RhpNovel")), StringComparison.Ordinal);

    [Fact]
    public void Interface_dispatch_is_found_through_its_cell()
    {
        using var image = new SampleImage(
            $"""
            	.section __managedcode, "ax"
            	.global	bm_kernel_main
            	.type	{Prefix}__Dispatch, %function
            bm_kernel_main:
            {Prefix}__Dispatch:
            	adrp	x0, __InterfaceDispatchCell_1
            	.data
            	.global	__InterfaceDispatchCellSection_Start
            __InterfaceDispatchCellSection_Start:
            	.global	__InterfaceDispatchCell_1
            __InterfaceDispatchCell_1:
            	.quad	RhpInitialDynamicInterfaceDispatch

            """);

        string line =
            Assert.Single(
                ExplainVerb.Explain(
                    LinkMessage.Split("ld: error: undefined symbol: RhpInitialDynamicInterfaceDispatch"), image.IlcObject, s_assembly));

        Assert.Contains($"({LineOf(nameof(Dispatch))},", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_messages_stay_as_they_are()
    {
        const string Log = "ld: error: undefined symbol: bm_nothing\n>>> referenced by kernel.o\n\nld: error: section .text is too large\n";
        using var image = new SampleImage();

        List<string> lines = ExplainVerb.Explain(LinkMessage.Split(Log), image.IlcObject, s_assembly);

        Assert.Equal(
            ["ld: error: undefined symbol: bm_nothing\n>>> referenced by kernel.o", "ld: error: section .text is too large"], lines);
    }

    [Fact]
    public void Overloads_have_the_names_that_ilc_gives_them()
    {
        Assert.NotEqual(s_assembly.FindMethod($"{Prefix}__Overloaded"), s_assembly.FindMethod($"{Prefix}__Overloaded_0"));
        Assert.NotNull(s_assembly.FindMethod($"{Prefix}__Overloaded_0<Int32>"));
        Assert.Null(s_assembly.FindMethod($"{Prefix}__Overloaded_1"));
    }

    [Fact]
    public void Progress_of_ilc_is_no_finding() =>
        Assert.Empty(
            PreinitVerb.Check("log", ["ILC: Scanning 15 methods...", "", "ILC: Preinitialized 1 types out of 1."], assembly: null));

    [Fact]
    public void A_type_that_is_not_preinitialized_is_found_with_the_reason() => Assert.Equal(
        "log : error BM0002: the static fields of BareMetal.Boot.Program can't be initialised at build time: " +
        "stsfld Unsupported store. Give them constants, or assign them in a method that boot calls",
        Assert.Single(
            PreinitVerb.Check("log", ["ILC: Could not preinitialize '[BareMetal]BareMetal.Boot.Program': stsfld Unsupported store"],
                assembly: null)).ToString());

    [Fact]
    public void A_type_that_is_not_preinitialized_is_found_by_its_line()
    {
        string type = typeof(ExplainTests).FullName!;
        string log =
            $"ILC: Could not preinitialize '[Toolchain.Tests]{type}': " +
            $"Method '[Toolchain.Tests]{type}..cctor()', opcode 'stsfld' Unsupported store";

        string finding = Assert.Single(PreinitVerb.Check("log", [log], s_assembly)).ToString();

        Assert.StartsWith("root/tests/Toolchain.Tests/ExplainTests.cs(", finding, StringComparison.Ordinal);
        Assert.Contains($"): error BM0002: the static fields of {type} can't", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_that_ilc_says_is_found() => Assert.Equal(
        "log : error BM0003: the compiler says: AOT analysis error IL1005: Method will always throw",
        Assert.Single(PreinitVerb.Check("log", ["AOT analysis error IL1005: Method will always throw"], assembly: null)).ToString());

    [Fact]
    public void An_error_of_C_sharp_from_bflat_is_found_in_its_file() => Assert.Equal(
        "/home/me/baremetal/boot/Program.cs(9,16): error CS9202: Feature 'x' is not available in C# 12.0.",
        Assert.Single(PreinitVerb.Check(
            "log", ["/_/boot/Program.cs(9,16): error CS9202: Feature 'x' is not available in C# 12.0."], assembly: null,
                "/home/me/baremetal/")).ToString());

    private static List<string> Explain(string method, string helper)
    {
        using var image = new SampleImage(
            $"""
            	.section __managedcode, "ax"
            	.global	bm_kernel_main
            	.type	{Prefix}__{method}, %function
            bm_kernel_main:
            {Prefix}__{method}:
            	bl	{helper}
            	bl	{helper}

            """);
        return ExplainVerb.Explain(
            LinkMessage.Split($"ld.lld-19: error: undefined symbol: {helper}\n>>> referenced by kernel.o"), image.IlcObject, s_assembly);
    }

    private static object? s_kept;

    private static int LineOf(string method) => method switch
    {
        nameof(Allocate) => AllocateLine,
        nameof(AllocateArray) => AllocateLine + 2,
        nameof(BoxIt) => AllocateLine + 4,
        nameof(Fail) => AllocateLine + 6,
        nameof(Store) => AllocateLine + 8,
        _ => AllocateLine + 10,
    };

    private static int Here([CallerLineNumber] int line = 0) => line;

    private static int AllocateLine => Here() + 2;

    internal static object Allocate() => new object();

    internal static int[] AllocateArray(int n) => new int[n];

    internal static object BoxIt(int n) => n;

    internal static void Fail() => throw new InvalidOperationException();

    internal static void Store(object value) => s_kept = value;

    internal static int Dispatch(object shape) => ((IShape)shape).Area(s_kept is null ? 1 : 2);

    internal static object CallAllocate() => Allocate();

    internal static int Overloaded(int n) => n;

    internal static T Overloaded<T>(T value) => value;
}
