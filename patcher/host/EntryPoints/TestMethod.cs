using BareMetal.AltTool.Source;
using Mono.Cecil;

namespace BareMetal.AltTool.EntryPoints;

/// <summary>A method with [Test].</summary>
/// <param name="Method">The method.</param>
/// <param name="Position">Where its attribute stands.</param>
/// <param name="Fault">The fault that it must end in: a value of BareMetal.Testing.Fault.</param>
/// <param name="FaultName">The name of that value.</param>
internal sealed record TestMethod(MethodDefinition Method, SourcePosition Position, int Fault, string FaultName);
