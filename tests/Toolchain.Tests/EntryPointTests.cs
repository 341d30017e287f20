using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.EntryPoints;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>
/// The method that boot calls, found in assemblies that are made up; RefusedCSharpTests has the messages with their lines.
/// </summary>
[Trait("Area", "The build")]
public sealed class EntryPointTests
{
    private const MethodAttributes PublicStatic = MethodAttributes.Public | MethodAttributes.Static;

    private readonly ModuleDefinition _module = ModuleDefinition.CreateModule("program", ModuleKind.Dll);
    private readonly List<Diagnostic> _findings = [];

    [Theory]
    [InlineData("")]
    [InlineData("Some.Where")]
    public void Main_may_be_in_any_class_and_namespace(string space)
    {
        MethodDefinition main = AddMethod(AddType(space, "Any"), "Main", _module.TypeSystem.Int32);

        Assert.Same(main, Find());
        Assert.Empty(_findings);
    }

    [Fact]
    public void Main_may_take_the_boot_arguments()
    {
        TypeDefinition arguments = AddType("BareMetal.Patcher", "BootArguments");
        MethodDefinition main = AddMethod(AddType("", "Any"), "Main", _module.TypeSystem.Int32, arguments);

        Assert.Same(main, Find());
    }

    [Fact]
    public void Without_a_Main_the_message_says_what_is_missing()
    {
        AddMethod(AddType("", "Any"), "main", _module.TypeSystem.Int32);

        Assert.Null(Find());
        Assert.Equal(
            "alt : error BM0012: the program has no method Main, which is what boot calls: " +
            "add static int Main(BootArguments arguments), or static int Main(), to any class",
            Assert.Single(_findings).ToString());
    }

    [Fact]
    public void Of_several_none_is_taken()
    {
        AddMethod(AddType("A", "Any"), "Main", _module.TypeSystem.Int32);
        AddMethod(AddType("B", "Any"), "Main", _module.TypeSystem.Int32);

        Assert.Null(Find());
        Assert.Equal(2, _findings.Count);
        Assert.All(_findings,
            finding => Assert.Contains("there are 2: A.Any.Main, B.Any.Main; rename all but one", finding.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PublicStatic, false, 0)] // void
    [InlineData(MethodAttributes.Public, true, 0)] // of an object
    [InlineData(PublicStatic, true, 1)] // another parameter
    [InlineData(PublicStatic, true, 2)]
    public void A_Main_of_another_form_is_refused(MethodAttributes attributes, bool answers, int parameters)
    {
        MethodDefinition main = AddMethod(
            AddType("", "Any"), "Main", answers ? _module.TypeSystem.Int32 : _module.TypeSystem.Void,
                [.. Enumerable.Repeat(_module.TypeSystem.Int32, parameters)]);
        main.Attributes = attributes;

        Assert.Null(Find());
        Assert.Contains("this one has another form", Assert.Single(_findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_are_asked_for_and_there_are_none()
    {
        EntryPoint.Find(_module, "tests", new MethodSource(""), _findings);

        Assert.StartsWith(
            "alt : error BM0013: the program has no test: put [Test]", Assert.Single(_findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_tests_in_the_order_of_lines_and_escapes_their_names()
    {
        TypeDefinition type = AddType("N", "Any");
        List<TestMethod> tests =
        [
            new(AddMethod(type, "Größe", _module.TypeSystem.Void), new("/a \"b\"/T.cs", 7, 1), 5, "DivideByZero"),
            new(AddMethod(type, "Second", _module.TypeSystem.Void), new("/a/T.cs", 8, 1), 0, "None"),
        ];
        using StringWriter writer = new() { NewLine = "\n" };

        TestTable.Write(writer, tests);

        Assert.Equal(
            """

            	.section .rodata.bm_tests, "a"
            	.balign 8
            	.globl bm_tests, bm_tests_end
            bm_tests:
            	.quad bm_test_0, .Lbm_test_text_0
            	.word .Lbm_test_end_0 - .Lbm_test_text_0, 5
            	.quad bm_test_1, .Lbm_test_text_1
            	.word .Lbm_test_end_1 - .Lbm_test_text_1, 0
            bm_tests_end:
            .Lbm_test_text_0:
            	.ascii "\"class\":\"N.Any\",\"name\":\"Größe\",\"file\":\"/a \\\"b\\\"/T.cs\",\"line\":7,\"fault\":\"DivideByZero\""
            .Lbm_test_end_0:
            .Lbm_test_text_1:
            	.ascii "\"class\":\"N.Any\",\"name\":\"Second\",\"file\":\"/a/T.cs\",\"line\":8,\"fault\":\"None\""
            .Lbm_test_end_1:

            """.Replace("\r", "", StringComparison.Ordinal),
            writer.ToString());
    }

    private MethodDefinition? Find() => ProgramMain.Find(_module, new MethodSource(""), _findings);

    private TypeDefinition AddType(string space, string name)
    {
        TypeDefinition type = new(space, name, TypeAttributes.Class | TypeAttributes.Public, _module.TypeSystem.Object);
        _module.Types.Add(type);
        return type;
    }

    private static MethodDefinition AddMethod(TypeDefinition type, string name, TypeReference answer, params TypeReference[] parameters)
    {
        MethodDefinition method = new(name, PublicStatic, answer);
        foreach (TypeReference parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(parameter));
        }

        method.Body.GetILProcessor().Emit(OpCodes.Ret);
        type.Methods.Add(method);
        return method;
    }
}
