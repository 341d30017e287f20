using System;
using System.Collections.Generic;
using System.Reflection.Metadata;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Source;

/// <summary>
/// ILC's symbol for each method of an assembly. ILC joins module, namespace, outer types, <c>__</c> and the method, replaces what
/// isn't a letter or digit by an underscore, and numbers overloads in the order of the metadata: Plan, Plan_0, Plan_1 …
/// The primitive types of the core library go without module and namespace.
/// </summary>
internal static class IlcMethodNames
{
    public static Dictionary<string, MethodDefinitionHandle> Of(MetadataReader reader)
    {
        string module = Sanitize(reader.GetString(reader.GetAssemblyDefinition().Name));
        var methods = new Dictionary<string, MethodDefinitionHandle>(StringComparer.Ordinal);
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            string name = TypeName(reader, handle);
            AddMethods(reader, handle, $"{module}_{name}", methods);
            if (name.StartsWith("System_", StringComparison.Ordinal) && name.LastIndexOf('_') == "System_".Length - 1)
            {
                AddMethods(reader, handle, name["System_".Length..], methods);
            }
        }

        return methods;
    }

    /// <summary>The key under which the method of a symbol is found: type arguments don't count.</summary>
    public static string Key(string symbol) => IlcName.WithoutTypeArguments(symbol);

    /// <param name="type">Full name with dots, + for nested types and type arguments in angle brackets.</param>
    public static string StaticConstructor(MetadataReader reader, string type) =>
        $"{Sanitize(reader.GetString(reader.GetAssemblyDefinition().Name))}_{Sanitize(Key(type))}___cctor";

    private static void AddMethods(
        MetadataReader reader,
        TypeDefinitionHandle type,
        string typeName,
        Dictionary<string, MethodDefinitionHandle> methods)
    {
        foreach (MethodDefinitionHandle handle in reader.GetTypeDefinition(type).GetMethods())
        {
            string first = $"{typeName}__{Sanitize(reader.GetString(reader.GetMethodDefinition(handle).Name))}";
            string name = first;
            for (int overload = 0; !methods.TryAdd(name, handle); overload++)
            {
                name = $"{first}_{overload}";
            }
        }
    }

    private static string TypeName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = Sanitize(reader.GetString(type.Name));
        if (type.IsNested)
        {
            return $"{TypeName(reader, type.GetDeclaringType())}_{name}";
        }

        string space = Sanitize(reader.GetString(type.Namespace));
        return space.Length == 0 ? name : $"{space}_{name}";
    }

    private static string Sanitize(string name) => string.Create(name.Length, name, static (text, source) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
        }
    });
}
