using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Source;
using Mono.Cecil;

namespace BareMetal.AltTool.EntryPoints;

/// <summary>Reads boot/testing/TestAttribute.cs off the methods that have it.</summary>
internal static class TestMethods
{
    private const string Attribute = "BareMetal.Testing.TestAttribute";
    private const string FaultProperty = "Fault";

    /// <returns>The tests, in the order of files and lines; all that is wrong is in <paramref name="findings"/>.</returns>
    public static List<TestMethod> Find(ModuleDefinition module, MethodSource source, List<Diagnostic> findings)
    {
        var tests = new List<TestMethod>();
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods))
        {
            if (method.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == Attribute) is { } attribute)
            {
                SourcePosition position = source.Of(attribute);
                if (Read(method, attribute, position) is { } test)
                {
                    tests.Add(test);
                }
                else
                {
                    findings.Add(MethodSource.Finding(
                        position, DiagnosticCode.BadTest, method,
                            "[Test] is for a static void method without parameters, that isn't generic and has a body"));
                }
            }
        }

        return [.. tests.OrderBy(test => test.Position.File, StringComparer.Ordinal).ThenBy(test => test.Position.Line)];
    }

    private static TestMethod? Read(MethodDefinition method, CustomAttribute attribute, SourcePosition position)
    {
        bool isFit =
            method is { IsStatic: true, HasBody: true, HasParameters: false, HasGenericParameters: false }
                && !method.DeclaringType.HasGenericParameters
            && method.ReturnType.MetadataType == MetadataType.Void;
        CustomAttributeArgument fault = attribute.Properties.FirstOrDefault(property => property.Name == FaultProperty).Argument;
        int value = fault.Value is int number ? number : 0;
        return isFit ? new TestMethod(method, position, value, NameOf(attribute, value)) : null;
    }

    private static string NameOf(CustomAttribute attribute, int value)
    {
        PropertyDefinition property = attribute.AttributeType.Resolve().Properties.First(property => property.Name == FaultProperty);
        FieldDefinition? name =
            property.PropertyType.Resolve().Fields.FirstOrDefault(field => field.HasConstant && (int)field.Constant == value);
        return name?.Name ?? $"{value}";
    }
}
