using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Source;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BareMetal.AltTool.Declarations;

/// <summary>Where methods are, for messages.</summary>
/// <param name="sourceRoot">Put before positions that are relative to the root of the repository; may be empty.</param>
internal sealed class MethodSource(string sourceRoot)
{
    /// <summary>The first line of a method's body.</summary>
    public SourcePosition Of(MethodDefinition method)
    {
        SequencePoint? first = method.DebugInformation.SequencePoints.FirstOrDefault(point => !point.IsHidden);
        return first is null ? default : new SourcePosition(PathOf(first.Document.Url), first.StartLine, first.StartColumn);
    }

    /// <summary>Where an attribute stands whose constructor ends in the caller's file and line.</summary>
    public SourcePosition Of(CustomAttribute attribute)
    {
        var arguments = attribute.ConstructorArguments;
        return new SourcePosition(PathOf((string)arguments[^2].Value), (int)arguments[^1].Value, 1);
    }

    /// <summary>The file of a type, as its methods with bodies have it; null without any or without a PDB.</summary>
    public string? FileOf(TypeDefinition type) =>
        type.Methods.Select(Of).FirstOrDefault(position => position.File is not null).File;

    public static Diagnostic Finding(SourcePosition position, string code, MethodDefinition method, string text) =>
        new(position.File, position.Line, position.Column, code, $"{MethodName.Of(method)}: {text}");

    private string PathOf(string file) => MappedPath.Under(sourceRoot, file);
}
