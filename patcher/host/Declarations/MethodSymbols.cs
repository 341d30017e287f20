using System;
using System.Collections.Generic;
using System.Text;
using Mono.Cecil;

namespace BareMetal.AltTool.Declarations;

/// <summary>
/// A symbol for each method of an assembly, the same in every build of one source: type and name, and a number for overloads.
/// </summary>
internal sealed class MethodSymbols
{
    private readonly Dictionary<MethodDefinition, string> _symbols = [];

    public MethodSymbols(ModuleDefinition module)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (TypeDefinition type in module.GetTypes())
        {
            foreach (MethodDefinition method in type.Methods)
            {
                string first = $"{Sanitize(type.FullName)}_{Sanitize(method.Name)}";
                string symbol = first;
                for (int overload = 1; !taken.Add(symbol); overload++)
                {
                    symbol = $"{first}_{overload}";
                }

                _symbols.Add(method, symbol);
            }
        }
    }

    public string this[MethodDefinition method] => _symbols[method];

    private static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char letter in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        return text.ToString();
    }
}
