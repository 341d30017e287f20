using System;
using System.Text;

namespace BareMetal.AltTool.Symbols;

/// <summary>
/// Shortens the names that ILC gives to methods: <c>BareMetal_BareMetal_Boot_KernelMain__Run</c> is <c>KernelMain.Run</c>.
/// ILC writes module, namespaces and outer types with underscores, <c>__</c> before the method, type arguments in angle
/// brackets and <c>_0</c>, <c>_1</c> … after overloads. Namespaces, outer types, type arguments and overload numbers go.
/// </summary>
internal static class IlcName
{
    /// <returns>The C# name, or null where the symbol isn't a method of a C# type.</returns>
    public static string? Readable(string symbol)
    {
        string name = WithoutTypeArguments(symbol);
        int separator = name.IndexOf("__", StringComparison.Ordinal);
        if (separator <= 0 || separator + 2 == name.Length || IsCompilerGenerated(name))
        {
            return null;
        }

        string type = LastWord(name[..separator]);
        return type.Length != 0 && char.IsAsciiLetterUpper(type[0]) ? $"{type}.{Method(name[(separator + 2)..])}" : null;
    }

    /// <summary>The namespace and type part, <c>BareMetal_BareMetal_Boot_KernelMain</c>, of a method's symbol; null as above.</summary>
    public static string? QualifiedType(string symbol)
    {
        string name = WithoutTypeArguments(symbol);
        return Readable(symbol) is null ? null : name[..name.IndexOf("__", StringComparison.Ordinal)];
    }

    /// <summary>Removes every <c>&lt;…&gt;</c>, nested ones too; a symbol that starts with one (a thunk) keeps it.</summary>
    public static string WithoutTypeArguments(string symbol)
    {
        int open = symbol.IndexOf('<');
        if (open <= 0)
        {
            return symbol;
        }

        var kept = new StringBuilder(symbol.Length);
        int depth = 0;
        foreach (char c in symbol)
        {
            depth += c == '<' ? 1 : 0;
            if (depth == 0)
            {
                kept.Append(c);
            }

            depth -= c == '>' && depth > 0 ? 1 : 0;
        }

        return kept.ToString();
    }

    private static bool IsCompilerGenerated(string name) =>
        !char.IsAsciiLetter(name[0]) || name.StartsWith("Internal_CompilerGenerated_", StringComparison.Ordinal);

    private static string Method(string name)
    {
        if (name is "_ctor" or "_cctor")
        {
            return $".{name[1..]}";
        }

        // <Run>g__Local|2_0 has become _Run_g__Local_2_0
        int local = name.IndexOf("_g__", StringComparison.Ordinal);
        if (name[0] == '_' && local > 0)
        {
            return $"{name[1..local]}.{WithoutNumbers(name[(local + 4)..])}";
        }

        name = WithoutNumbers(name);
        int explicitPart = AfterInterface(name);
        return name[explicitPart..];
    }

    /// <summary>Where the method starts in <c>BareMetal_Patcher_ICodeMemory_Read</c>, an explicit implementation; else 0.</summary>
    private static int AfterInterface(string name)
    {
        for (int at = name.IndexOf("_I", StringComparison.Ordinal); at >= 0; at = name.IndexOf("_I", at + 2, StringComparison.Ordinal))
        {
            int end = name.IndexOf('_', at + 1);
            if (end > at + 2 && end + 1 < name.Length && char.IsAsciiLetterUpper(name[at + 2]))
            {
                return end + 1;
            }
        }

        return 0;
    }

    private static string LastWord(string name)
    {
        string trimmed = WithoutNumbers(name);
        return trimmed[(trimmed.LastIndexOf('_') + 1)..];
    }

    /// <summary>Without <c>_1</c> and the like at the end: arity, overload number, number of a local function.</summary>
    private static string WithoutNumbers(string name)
    {
        int underscore = name.LastIndexOf('_');
        bool isNumber = underscore > 0 && underscore + 1 < name.Length && !name.AsSpan(underscore + 1).ContainsAnyExceptInRange('0', '9');
        return isNumber ? WithoutNumbers(name[..underscore]) : name;
    }
}
