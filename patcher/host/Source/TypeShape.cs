using System.Reflection.Metadata;

namespace BareMetal.AltTool.Source;

/// <summary>What a message and a rule need to know of a type.</summary>
/// <param name="Name">As C# writes it, without namespace and type arguments.</param>
/// <param name="IsReference">Values of it are references to objects.</param>
/// <param name="Definition">Nil for arrays, pointers, primitives and type parameters.</param>
internal readonly record struct TypeShape(string Name, bool IsReference, TypeDefinitionHandle Definition = default);
