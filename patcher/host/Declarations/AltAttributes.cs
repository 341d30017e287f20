using System;
using System.Collections.Generic;
using BareMetal.Patcher;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>The attributes of patcher/attributes on the members of an assembly.</summary>
internal static class AltAttributes
{
    /// <summary>Where they, and what callbacks take and return, are declared.</summary>
    public const string Namespace = "BareMetal.Patcher.";

    private static readonly Dictionary<string, AltChoiceKind> s_kinds = new(StringComparer.Ordinal)
    {
        [nameof(CpusHaveAttribute)] = AltChoiceKind.Test,
        [nameof(AlternativeAttribute)] = AltChoiceKind.Instruction,
        [nameof(AlternativeCallAttribute)] = AltChoiceKind.Call,
        [nameof(AlternativeCallbackAttribute)] = AltChoiceKind.Callback,
    };

    /// <summary>What an alternative is.</summary>
    public static AltChoiceKind KindOf(CustomAttribute alternative) => s_kinds[alternative.AttributeType.Name];

    public static bool IsFallback(CustomAttribute attribute) => attribute.AttributeType.Name == nameof(FallbackAttribute);

    /// <summary>Those of a method and, of an accessor, its property's.</summary>
    public static List<CustomAttribute> OfMember(MethodDefinition method)
    {
        List<CustomAttribute> attributes = Of(method);
        if (PropertyOf(method) is { } property)
        {
            attributes.InsertRange(0, Of(property));
        }

        return attributes;
    }

    /// <summary>Those of one member.</summary>
    public static List<CustomAttribute> Of(ICustomAttributeProvider provider)
    {
        var ours = new List<CustomAttribute>();
        if (provider.HasCustomAttributes)
        {
            foreach (CustomAttribute attribute in provider.CustomAttributes)
            {
                string name = attribute.AttributeType.Name;
                if ((s_kinds.ContainsKey(name) || name == nameof(FallbackAttribute))
                    && attribute.AttributeType.FullName == Namespace + name)
                {
                    ours.Add(attribute);
                }
            }
        }

        return ours;
    }

    private static PropertyDefinition? PropertyOf(MethodDefinition method)
    {
        if (method.IsGetter)
        {
            foreach (PropertyDefinition property in method.DeclaringType.Properties)
            {
                if (property.GetMethod == method)
                {
                    return property;
                }
            }
        }

        return null;
    }
}
