using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>What messages call a method: <c>Interlocked.Add32</c>, of an accessor its property's name.</summary>
internal static class MethodName
{
    // get_ or set_
    private const int AccessorPrefix = 4;

    public static string Of(MethodDefinition method)
    {
        string name = method.IsGetter || method.IsSetter ? method.Name[AccessorPrefix..] : method.Name;
        return $"{method.DeclaringType.Name}.{name}";
    }
}
