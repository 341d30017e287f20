using System.Collections.Generic;
using BareMetal.Patcher;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>The form that a fallback, a version or a callback must have.</summary>
internal static class ImplementationForm
{
    /// <summary>Whether a method can be what an attribute names.</summary>
    /// <param name="method">The method with the attribute.</param>
    /// <param name="candidate">The method of that name.</param>
    /// <param name="kind">What is to be named.</param>
    public static bool Fits(MethodDefinition method, MethodDefinition candidate, AltChoiceKind kind)
    {
        if (!candidate.IsStatic || candidate.HasGenericParameters)
        {
            return false;
        }

        if (kind == AltChoiceKind.Callback)
        {
            return candidate.ReturnType.FullName == AltAttributes.Namespace + nameof(CallbackResult)
                && candidate.Parameters.Count == 1
                && candidate.Parameters[0].ParameterType.FullName == AltAttributes.Namespace + nameof(CallbackSite) + "&";
        }

        bool isSame = candidate != method
            && candidate.ReturnType.FullName == method.ReturnType.FullName
            && candidate.Parameters.Count == method.Parameters.Count;
        for (int i = 0; isSame && i < method.Parameters.Count; i++)
        {
            isSame = candidate.Parameters[i].ParameterType.FullName == method.Parameters[i].ParameterType.FullName;
        }

        return isSame;
    }

    /// <summary>The form that a method of a name must have, in C#.</summary>
    public static string Wanted(MethodDefinition method, string name, AltChoiceKind kind)
    {
        if (kind == AltChoiceKind.Callback)
        {
            return $"static CallbackResult {name}(ref CallbackSite site)";
        }

        var parameters = new List<string>();
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            parameters.Add($"{CSharpName.Of(parameter.ParameterType)} {parameter.Name}");
        }

        return $"static {CSharpName.Of(method.ReturnType)} {name}({string.Join(", ", parameters)})";
    }
}
