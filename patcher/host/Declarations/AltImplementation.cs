using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>A method that an attribute names.</summary>
/// <param name="Symbol">The symbol of its code.</param>
/// <param name="IsExported">It has that symbol already: by RuntimeExport, or because it is imported.</param>
internal sealed record AltImplementation(MethodDefinition Method, string Symbol, bool IsExported);
