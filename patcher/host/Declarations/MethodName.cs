using System;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>What messages call a method: <c>Interlocked.Add32</c>, of a property its own name.</summary>
internal static class MethodName
{
    private const string Getter = "get_";

    public static string Of(MethodDefinition method)
    {
        string name = method.IsGetter && method.Name.StartsWith(Getter, StringComparison.Ordinal) ? method.Name[Getter.Length..] : method.Name;
        return $"{method.DeclaringType.Name}.{name}";
    }
}
